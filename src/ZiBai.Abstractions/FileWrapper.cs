using System.Collections;
using ZiBai.Validation;

namespace ZiBai;

/// <summary>
/// A file, or another stream, as a response body: an iterable of blocks that disposes its stream. Returned from an app over a file it is
/// sent by the server's own file sending, from the stream's present position.
/// </summary>
/// <remarks>Source: PEP 3333, "Optional Platform-Specific File Handling".</remarks>
public sealed class FileWrapper : IEnumerable<ReadOnlyMemory<byte>>, IDisposable
{
    /// <summary>Bytes in a block where none are asked for. wsgiref.util.FileWrapper's default.</summary>
    public const int DefaultBlockSize = 8192;

    private readonly CheckedBody? _watched;

    /// <summary>Wraps a stream.</summary>
    /// <param name="stream">A readable stream; the wrapper owns it.</param>
    /// <param name="blockSize">Bytes a block, 1 or more: a suggestion, which the server's own file sending may pass over.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="blockSize"/> is below 1.</exception>
    public FileWrapper(Stream stream, int blockSize = DefaultBlockSize)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, 1);
        if (!stream.CanRead)
        {
            throw new ArgumentException("FileWrapper needs a stream that can be read; this one is write-only or already closed.", nameof(stream));
        }

        Stream = stream;
        BlockSize = blockSize;
    }

    /// <summary>The same file, its blocks and its disposal watched: a FileWrapper still, as the server's file sending asks.</summary>
    internal FileWrapper(FileWrapper file, CheckedBody watched)
    {
        Stream = file.Stream;
        BlockSize = file.BlockSize;
        _watched = watched;
    }

    /// <summary>The stream that is sent.</summary>
    public Stream Stream { get; }

    /// <summary>Bytes in a block, the last one aside.</summary>
    public int BlockSize { get; }

    /// <summary>Reads the stream block by block, each in an array of its own.</summary>
    /// <returns>The blocks, none of them empty.</returns>
    /// <exception cref="IOException">The stream could not be read.</exception>
    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => _watched?.GetEnumerator() ?? Blocks();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Disposes the stream.</summary>
    public void Dispose()
    {
        if (_watched is null)
        {
            Stream.Dispose();
        }
        else
        {
            _watched.Dispose();
        }
    }

    private IEnumerator<ReadOnlyMemory<byte>> Blocks()
    {
        while (true)
        {
            var block = new byte[BlockSize];
            var read = Stream.ReadAtLeast(block, BlockSize, throwOnEndOfStream: false);
            if (read == 0)
            {
                yield break;
            }

            yield return block.AsMemory(0, read);
        }
    }
}
