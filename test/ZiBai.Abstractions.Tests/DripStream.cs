namespace ZiBai.Tests;

/// <summary>A body that comes a few bytes at a time, as from a slow client, and that knows whether it was disposed.</summary>
internal sealed class DripStream : Stream
{
    private readonly MemoryStream _bytes;
    private readonly int _atATime;

    public DripStream(string latin1, int atATime = 1)
    {
        _bytes = new MemoryStream(System.Text.Encoding.Latin1.GetBytes(latin1));
        _atATime = atATime;
    }

    public int Reads { get; private set; }

    public int Disposals { get; private set; }

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
        Reads++;
        return _bytes.Read(buffer, offset, Math.Min(count, _atATime));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Never there at once: each read goes through a real wait.
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        Reads++;
        return _bytes.Read(buffer.Span[..Math.Min(buffer.Length, _atATime)]);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Disposals++;
        _bytes.Dispose();
        base.Dispose(disposing);
    }
}
