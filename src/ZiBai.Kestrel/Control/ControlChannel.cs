using System.Buffers.Binary;
using System.Text.Json;
using System.Threading.Channels;

namespace ZiBai.Control;

/// <summary>
/// One end of the connection between the supervisor and one worker. Whole messages, in order: each is JSON behind its length, 4 bytes, little
/// endian. Sending never waits for the other side; its end of file means that it is gone.
/// </summary>
internal sealed class ControlChannel : IAsyncDisposable
{
    /// <summary>Bytes a message may have: far more than any, and a bound for what a stranger could make us allocate.</summary>
    public const int LongestMessage = 1 << 20;

    private const int PrefixLength = 4;

    private readonly Stream _stream;

    // Not the kind for a single reader: that one cannot count.
    private readonly Channel<ControlMessage> _unsent = Channel.CreateUnbounded<ControlMessage>();
    private readonly byte[] _prefix = new byte[PrefixLength];
    private readonly Task _sending;

    /// <param name="stream">The connection, both ways; disposed with this.</param>
    public ControlChannel(Stream stream)
    {
        _stream = stream;
        _sending = SendAllAsync();
    }

    /// <summary>Whether messages wait for the other side to read. What is only of the moment, as a heartbeat is, need not join them.</summary>
    public bool IsBehind => _unsent.Reader.Count > 0;

    /// <summary>Sends a message, after those before it. Of no effect once the other side is gone, which <see cref="ReceiveAsync"/> tells.</summary>
    public void Send(ControlMessage message) => _unsent.Writer.TryWrite(message);

    /// <summary>The next message; null at the end. One call at a time.</summary>
    /// <exception cref="InvalidDataException">What came is no message.</exception>
    public async ValueTask<ControlMessage?> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _stream.ReadExactlyAsync(_prefix, cancellationToken);
            var length = BinaryPrimitives.ReadInt32LittleEndian(_prefix);
            if (length is <= 0 or > LongestMessage)
            {
                throw new InvalidDataException($"A control message of {length} bytes was announced; there are none beyond {LongestMessage}.");
            }

            var text = new byte[length];
            await _stream.ReadExactlyAsync(text, cancellationToken);
            return ControlJson.Read(text);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new InvalidDataException($"A control message could not be read: {exception.Message}", exception);
        }
        catch (IOException)
        {
            // The end of the stream, or what a process that was killed leaves behind: the other side is gone either way.
            return null;
        }
    }

    /// <summary>Sends what is unsent, unless the other side is gone, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _unsent.Writer.TryComplete();
        await _sending;
        await _stream.DisposeAsync();
    }

    private async Task SendAllAsync()
    {
        try
        {
            await foreach (var message in _unsent.Reader.ReadAllAsync())
            {
                var text = ControlJson.Write(message);
                var frame = new byte[PrefixLength + text.Length];
                BinaryPrimitives.WriteInt32LittleEndian(frame, text.Length);
                text.CopyTo(frame, PrefixLength);
                await _stream.WriteAsync(frame);
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // Nobody is left to be told; whoever receives on this end learns it from there.
            _unsent.Writer.TryComplete();
        }
    }
}
