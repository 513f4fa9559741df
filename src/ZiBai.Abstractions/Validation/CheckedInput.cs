namespace ZiBai.Validation;

/// <summary>What lies under the app's wsgi.input: the server's, but it cannot be closed, nor read after the response.</summary>
internal sealed class CheckedInput : Stream
{
    private const string Reads = "it read wsgi.input";

    private readonly InputStream _input;
    private readonly RequestCheck _request;

    public CheckedInput(InputStream input, RequestCheck request)
    {
        _input = input;
        _request = request;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _input.Length;

    public override long Position
    {
        get => _input.Position;
        set => _input.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        _request.ThrowIfFinished(Reads);
        return _input.Read(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        _request.ThrowIfFinished(Reads);
        return _input.Read(buffer, offset, count);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _request.ThrowIfFinished(Reads);
        return _input.ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        _request.ThrowIfFinished(Reads);
        return _input.ReadAsync(buffer, offset, count, cancellationToken);
    }

    public override void Flush() => _input.Flush();

    public override long Seek(long offset, SeekOrigin origin) => _input.Seek(offset, origin);

    public override void SetLength(long value) => _input.SetLength(value);

    public override void Write(byte[] buffer, int offset, int count) => _input.Write(buffer, offset, count);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            throw Rules.InputLeftOpen.Broken("it closed wsgi.input");
        }

        base.Dispose(disposing);
    }
}
