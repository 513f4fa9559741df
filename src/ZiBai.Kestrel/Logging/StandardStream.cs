using System.Runtime.InteropServices;

namespace ZiBai.Logging;

/// <summary>
/// Standard output or error as the descriptor it is, on Unix. The processes of a server share it: only a plain write(2) goes to where the one before, of
/// whichever process, has ended, and stays in one piece. The framework's file streams count for themselves where it is a file, and would write over each
/// other's lines; its console writes a long line in several pieces.
/// </summary>
internal sealed partial class StandardStream : Stream
{
    private const int Interrupted = 4;

    private readonly int _descriptor;

    /// <param name="descriptor">1 or 2: the process's, not ours to close.</param>
    public StandardStream(int descriptor)
    {
        _descriptor = descriptor;
    }

    // Linux and macOS.
    private static int WouldBlock => OperatingSystem.IsLinux() ? 11 : 35;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">Nobody takes it.</exception>
    public override unsafe void Write(ReadOnlySpan<byte> buffer)
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
                WaitUntilWritable();
            }
            else if (error != Interrupted)
            {
                throw new IOException($"Descriptor {_descriptor} cannot be written to: {Marshal.GetPInvokeErrorMessage(error)}.");
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private unsafe void WaitUntilWritable()
    {
        var wanted = new PollDescriptor { Descriptor = _descriptor, Events = 4 };
        _ = Poll(&wanted, 1, -1);
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint WriteTo(int descriptor, byte* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static unsafe partial int Poll(PollDescriptor* descriptors, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }
}
