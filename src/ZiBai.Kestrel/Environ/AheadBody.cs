using System.Runtime.ExceptionServices;

namespace ZiBai.Environ;

/// <summary>A request's body of which a part was read before the app was called, or could not be: that comes first, and then the server's own stream.</summary>
internal sealed class AheadBody : Stream
{
    private readonly Stream _rest;
    private readonly ExceptionDispatchInfo? _failure;
    private ReadOnlyMemory<byte> _begun;

    /// <param name="begun">What was read.</param>
    /// <param name="rest">Where the rest comes from.</param>
    /// <param name="failure">What each read of the rest fails with, as the server's did; null if nothing went wrong.</param>
    public AheadBody(ReadOnlyMemory<byte> begun, Stream rest, Exception? failure)
    {
        _begun = begun;
        _rest = rest;
        _failure = failure is null ? null : ExceptionDispatchInfo.Capture(failure);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (!_begun.IsEmpty)
        {
            return Take(buffer);
        }

        _failure?.Throw();
        return _rest.Read(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        !_begun.IsEmpty ? ValueTask.FromResult(Take(buffer.Span))
        : _failure is not null ? ValueTask.FromException<int>(_failure.SourceException)
        : _rest.ReadAsync(buffer, cancellationToken);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Take(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _begun.Length);
        _begun.Span[..count].CopyTo(buffer);
        _begun = _begun[count..];
        return count;
    }
}
