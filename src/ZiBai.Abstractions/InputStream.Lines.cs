using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace ZiBai;

public sealed partial class InputStream
{
    /// <summary>Bytes read ahead while looking for the end of a line. One page, as Python's buffered readers take at least.</summary>
    private const int LineBufferSize = 4096;

    private byte[]? _buffer;
    private int _start;
    private int _end;
    private bool _sourceEnded;

    /// <summary>Reads one line with its LF.</summary>
    /// <param name="limit">Bytes to return at most; a longer line goes on at the next call. Negative: no limit.</param>
    /// <returns>
    /// The line, its LF included unless the limit or the end of the body came first; empty only at the end of the body or for a limit of 0.
    /// </returns>
    /// <exception cref="IOException">The client stopped before the end of the body, or sent one that is malformed.</exception>
    public byte[] ReadLine(int limit = -1)
    {
        ArrayBufferWriter<byte>? begun = null;
        byte[]? line;
        while (!TryTakeLine(limit, ref begun, out line))
        {
            Filled(_source.Read(Buffer));
        }

        return line;
    }

    /// <inheritdoc cref="ReadLine"/>
    /// <param name="limit">As for <see cref="ReadLine"/>.</param>
    /// <param name="cancellationToken">Ends the wait for the client; bytes read until then are lost to the caller.</param>
    public async ValueTask<byte[]> ReadLineAsync(int limit = -1, CancellationToken cancellationToken = default)
    {
        ArrayBufferWriter<byte>? begun = null;
        byte[]? line;
        while (!TryTakeLine(limit, ref begun, out line))
        {
            Filled(await _source.ReadAsync(Buffer, cancellationToken).ConfigureAwait(false));
        }

        return line;
    }

    /// <summary>Reads the lines that are left.</summary>
    /// <param name="hint">No further line is begun once this many bytes are read. 0 or negative: read all.</param>
    /// <returns>The lines, as <see cref="ReadLine"/> gives them.</returns>
    /// <exception cref="IOException">The client stopped before the end of the body, or sent one that is malformed.</exception>
    public IReadOnlyList<byte[]> ReadLines(int hint = -1)
    {
        List<byte[]> lines = [];
        long total = 0;
        while ((hint <= 0 || total < hint) && ReadLine() is { Length: > 0 } line)
        {
            lines.Add(line);
            total += line.Length;
        }

        return lines;
    }

    private byte[] Buffer => _buffer ??= new byte[LineBufferSize];

    /// <summary>
    /// Takes from the buffer what belongs to the line. True when the line is whole; false when the buffer is used up and must be filled.
    /// After a fill that brought nothing (<see cref="Filled"/>), the line is whole as it is.
    /// </summary>
    private bool TryTakeLine(int limit, ref ArrayBufferWriter<byte>? begun, [NotNullWhen(true)] out byte[]? line)
    {
        var taken = begun?.WrittenCount ?? 0;
        var available = _buffer.AsSpan(_start, _end - _start);
        if (limit >= 0 && available.Length > limit - taken)
        {
            available = available[..(limit - taken)];
        }

        var newLine = available.IndexOf((byte)'\n');
        var piece = newLine < 0 ? available : available[..(newLine + 1)];
        _start += piece.Length;
        if (newLine >= 0 || taken + piece.Length == limit || _sourceEnded)
        {
            line = begun is null ? piece.ToArray() : [.. begun.WrittenSpan, .. piece];
            _sourceEnded = false;
            return true;
        }

        if (!piece.IsEmpty)
        {
            begun ??= new ArrayBufferWriter<byte>(piece.Length * 2);
            begun.Write(piece);
        }

        line = null;
        return false;
    }

    private void Filled(int read)
    {
        _start = 0;
        _end = read;
        _sourceEnded = read == 0;
    }

    private int TakeBuffered(Span<byte> destination)
    {
        var count = Math.Min(destination.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(destination);
        _start += count;
        return count;
    }
}
