using System.Runtime.ExceptionServices;

namespace ZiBai.Environ;

/// <summary>A body that cannot be read: each read fails as the server's did.</summary>
internal sealed class FailedBody : Stream
{
    private readonly ExceptionDispatchInfo _failure;

    public FailedBody(Exception failure)
    {
        _failure = ExceptionDispatchInfo.Capture(failure);
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

    public override int Read(byte[] buffer, int offset, int count) => Fail();

    public override int Read(Span<byte> buffer) => Fail();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromException<int>(_failure.SourceException);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromException<int>(_failure.SourceException);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Fail()
    {
        _failure.Throw();
        return 0;
    }
}
