using System.Runtime.InteropServices;

namespace ZiBai.Logging.Output;

/// <summary>
/// Standard output or error as the descriptor it is, on Unix. The processes of a server share it: only a plain write(2) goes to where the one before, of
/// whichever process, has ended, and stays in one piece. The framework's file streams count for themselves where it is a file, and would write over each
/// other's lines; its console writes a long line in several pieces.
/// </summary>
internal sealed partial class StandardStream : Stream
{
    private const int Interrupted = 4;

    private readonly int _descriptor;
    private readonly bool _isOpen;
    private readonly PipeTurn? _turn;

    /// <param name="descriptor">1 or 2: the process's, not ours to close.</param>
    public StandardStream(int descriptor)
    {
        _descriptor = descriptor;
        _isOpen = StandardDescriptor.IsInherited(descriptor);
        _turn = StandardDescriptor.IsPipe(descriptor) ? new PipeTurn(descriptor) : null;
    }

    /// <summary>
    /// Bytes that stay in one piece. More than PIPE_BUF would do so in a pipe among those who wait for their turn, but not among what an app or the programs
    /// that it starts write there past the log.
    /// </summary>
    public int WholeBytes => _turn is null ? 64 * 1024 : OperatingSystem.IsLinux() ? 4096 : 512;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // Linux and macOS.
    private static int WouldBlock => OperatingSystem.IsLinux() ? 11 : 35;

    /// <summary>The stream for whole lines, on any system.</summary>
    public static Stream Open(int descriptor) =>
        !OperatingSystem.IsWindows() ? new StandardStream(descriptor)
        : descriptor == 1 ? Console.OpenStandardOutput()
        : Console.OpenStandardError();

    /// <exception cref="IOException">Nobody takes it.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!_isOpen)
        {
            throw new IOException($"Descriptor {_descriptor} was closed when the process began.");
        }

        _turn?.Begin();
        try
        {
            WriteWhole(buffer);
        }
        finally
        {
            _turn?.End();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private unsafe void WriteWhole(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            nint written;
            fixed (byte* bytes = buffer)
            {
                written = WriteTo(_descriptor, bytes, (nuint)buffer.Length);
            }

            if (written >= 0)
            {
                buffer = buffer[(int)written..];
            }
            else if (Marshal.GetLastPInvokeError() is var error && error == WouldBlock)
            {
                // Somebody who shares it, such as a terminal's other programs, has made it so.
                StandardDescriptor.WaitUntilWritable(_descriptor);
            }
            else if (error != Interrupted)
            {
                throw new IOException($"Descriptor {_descriptor} cannot be written to: {Marshal.GetPInvokeErrorMessage(error)}.");
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint WriteTo(int descriptor, byte* bytes, nuint count);
}
