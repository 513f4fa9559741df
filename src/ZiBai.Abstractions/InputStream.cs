using System.Collections;

namespace ZiBai;

/// <summary>
/// A request's body as <c>wsgi.input</c>: a forward-only stream of bytes that also reads by line. It ends where the body ends.
/// </summary>
/// <remarks>
/// Source: PEP 3333, "Input and Error Streams"; the line methods follow Python's <c>io.IOBase</c>. A line ends with LF, which belongs to
/// it; the last line may lack one. Not for use by several threads at once.
/// </remarks>
public sealed partial class InputStream : Stream, IEnumerable<byte[]>
{
    private readonly Stream _source;

    /// <summary>Reads a body from any stream: the server's, or one made by a test.</summary>
    /// <param name="source">A readable stream; it is disposed with this one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="source"/> cannot be read.</exception>
    public InputStream(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!source.CanRead)
        {
            throw new ArgumentException("InputStream needs a stream that can be read; this one is write-only or already closed.", nameof(source));
        }

        _source = source;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <summary>Always false: a body is read once, from its start to its end.</summary>
    public override bool CanSeek => false;

    /// <summary>Always false.</summary>
    public override bool CanWrite => false;

    /// <summary>Not supported: the length of a body is not known before its end. <c>CONTENT_LENGTH</c> has what the client said.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Length => throw new NotSupportedException(
        "wsgi.input has no length. Read to its end, or look at CONTENT_LENGTH, which is absent for a chunked body.");

    /// <summary>Not supported.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Position
    {
        get => throw NotSeekable();
        set => throw NotSeekable();
    }

    /// <summary>Reads what is there, at least one byte unless the body has ended; waits for the client.</summary>
    /// <param name="buffer">Where the bytes go.</param>
    /// <returns>Bytes read; 0 only at the end of the body, or for an empty buffer.</returns>
    /// <exception cref="IOException">The client stopped before the end of the body, or sent one that is malformed.</exception>
    public override int Read(Span<byte> buffer) => _end > _start ? TakeBuffered(buffer) : _source.Read(buffer);

    /// <inheritdoc cref="Read(Span{byte})"/>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="offset">Index of the first byte to fill.</param>
    /// <param name="count">Bytes to read at most.</param>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return _end > _start ? TakeBuffered(buffer.AsSpan(offset, count)) : _source.Read(buffer, offset, count);
    }

    /// <inheritdoc/>
    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    /// <inheritdoc cref="Read(Span{byte})"/>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="cancellationToken">Ends the wait for the client.</param>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _end > _start
            ? new ValueTask<int>(TakeBuffered(buffer.Span))
            : _source.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <summary>The lines that are left, as <see cref="ReadLine"/> gives them.</summary>
    /// <returns>An enumerator that reads on as it is moved.</returns>
    public IEnumerator<byte[]> GetEnumerator()
    {
        while (ReadLine() is { Length: > 0 } line)
        {
            yield return line;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Does nothing: there is nothing to write.</summary>
    public override void Flush()
    {
    }

    /// <summary>Not supported.</summary>
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Seek(long offset, SeekOrigin origin) => throw NotSeekable();

    /// <summary>Not supported.</summary>
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void SetLength(long value) => throw ReadOnly();

    /// <summary>Not supported.</summary>
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Write(byte[] buffer, int offset, int count) => throw ReadOnly();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException NotSeekable() =>
        new("wsgi.input cannot seek: the body comes from the network once. Copy it to a MemoryStream to read it again.");

    private static NotSupportedException ReadOnly() =>
        new("wsgi.input is read-only. The response is what the app returns.");
}
