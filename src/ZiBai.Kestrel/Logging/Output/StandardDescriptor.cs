using System.Runtime.InteropServices;

namespace ZiBai.Logging.Output;

/// <summary>What standard output (1) or error (2) is, on Unix.</summary>
internal static partial class StandardDescriptor
{
    private const int GetFlags = 1;
    private const int CloseOnExec = 1;
    private const int FromHere = 1;
    private const short CanWrite = 4;

    public static bool IsTerminal(int descriptor) => IsTerminalDevice(descriptor) == 1;

    /// <summary>
    /// Whether it was open when the process began. What is closed on exec cannot have been: where standard output or error was closed, the runtime's own
    /// files and pipes get those numbers, and a line written there would be read as who knows what.
    /// </summary>
    public static bool IsInherited(int descriptor) => GetDescriptor(descriptor, GetFlags) is var flags && flags >= 0 && (flags & CloseOnExec) == 0;

    /// <summary>A pipe or a socket, whose writers take turns: neither a file, which has positions, nor a terminal.</summary>
    public static bool IsPipe(int descriptor) => Seek(descriptor, 0, FromHere) < 0 && !IsTerminal(descriptor);

    /// <summary>Whether both are one, as after <c>2&gt;&amp;1</c>. Only Linux tells; elsewhere false.</summary>
    public static bool AreOne() => new FileInfo("/proc/self/fd/1").LinkTarget is { } output && output == new FileInfo("/proc/self/fd/2").LinkTarget;

    /// <summary>Whether a line can be written now, without waiting and to somebody.</summary>
    public static bool IsWritable(int descriptor) => IsInherited(descriptor) && WaitFor(descriptor, milliseconds: 0) == CanWrite;

    /// <summary>Returns when something can be written, or never will be.</summary>
    public static void WaitUntilWritable(int descriptor) => WaitFor(descriptor, milliseconds: -1);

    /// <summary>Returns after so long, at most.</summary>
    public static unsafe void Pause(int milliseconds) => _ = Poll(null, 0, milliseconds);

    private static unsafe short WaitFor(int descriptor, int milliseconds)
    {
        var wanted = new PollDescriptor { Descriptor = descriptor, Events = CanWrite };
        return Poll(&wanted, 1, milliseconds) > 0 ? wanted.Happened : (short)0;
    }

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsTerminalDevice(int descriptor);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int GetDescriptor(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "lseek")]
    private static partial nint Seek(int descriptor, nint offset, int from);

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
