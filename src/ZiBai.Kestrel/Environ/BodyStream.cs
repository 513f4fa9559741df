using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace ZiBai.Environ;

/// <summary>
/// The server's body stream, made fit for synchronous apps: a read that has to wait blocks the app's own thread (Kestrel's stream
/// refuses it), and a client that has gone is an <see cref="IOException"/>, whichever way the server tells it.
/// </summary>
internal sealed class BodyStream : Stream
{
    private static readonly string? _server = typeof(KestrelServer).Assembly.GetName().Name;

    private Stream? _body;

    public BodyStream(Stream body)
    {
        _body = body;
    }

    /// <summary>Whether the app has asked for any of it.</summary>
    public bool WasRead { get; private set; }

    /// <summary>Whether it came to an end that is none.</summary>
    public bool IsBroken { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = ReadAsync(buffer.AsMemory(offset, count));
        return read.IsCompletedSuccessfully ? read.Result : Block(read);
    }

    public override int Read(Span<byte> buffer)
    {
        var rented = ArrayPool<byte>.Shared.Rent(buffer.Length);
        try
        {
            var count = Read(rented, 0, buffer.Length);
            rented.AsSpan(0, count).CopyTo(buffer);
            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Ends it with its request: the server's own stream is the connection's, and has the next request's body then.</summary>
    public void End() => _body = null;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var body = _body ?? throw new IOException("wsgi.input was read after the request had ended.");
        WasRead = true;
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception wrong) when (IsOfBadBytes(wrong))
        {
            IsBroken = true;
            throw new RequestBodyException($"The request's body is malformed: {wrong.Message}", StatusCodes.Status400BadRequest, wrong);
        }
        catch (ObjectDisposedException late)
        {
            throw new IOException("wsgi.input was read after the request had ended.", late);
        }
        catch (BadHttpRequestException bad)
        {
            IsBroken = true;
            throw new RequestBodyException(bad.Message, bad.StatusCode, bad);
        }
        catch (Exception gone) when (gone is IOException || (gone is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            IsBroken = true;
            throw new RequestBodyException("The client went away before the end of the request's body.", null, gone);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>
    /// Whether Kestrel stumbled over what the client sent without saying that it is the client's fault: a chunk's size that overflows, and a NUL in a
    /// trailer. What an app does wrong with the body is told by the pipe behind it, or as something that is disposed.
    /// </summary>
    private static bool IsOfBadBytes(Exception wrong) =>
        (wrong is IOException and not BadHttpRequestException && wrong.InnerException is OverflowException)
        || (wrong is InvalidOperationException and not ObjectDisposedException && wrong.Source == _server);

    // The app asked for a synchronous read: its thread waits, as it would for a blocking socket.
    private static int Block(ValueTask<int> read) => read.AsTask().GetAwaiter().GetResult();
}
