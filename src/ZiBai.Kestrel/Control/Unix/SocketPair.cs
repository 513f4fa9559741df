using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ZiBai.Control.Unix;

/// <summary>Two connected sockets, socketpair(2). Neither is inherited by a process started meanwhile, unless it is made to be.</summary>
internal static partial class SocketPair
{
    private const int AfUnix = 1;
    private const int SockStream = 1;
    private const int SockCloexec = 0x80000;

    /// <exception cref="IOException">The system has no descriptors left.</exception>
    public static unsafe (Socket One, Socket Other) Create()
    {
        var ends = stackalloc int[2];
        if (MakePair(AfUnix, OperatingSystem.IsLinux() ? SockStream | SockCloexec : SockStream, 0, ends) != 0)
        {
            throw new IOException($"The system gave no channel for a worker: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        var (one, other) = (Open(ends[0]), Open(ends[1]));
        return (one, other);
    }

    private static Socket Open(int descriptor)
    {
        var handle = new SafeSocketHandle(descriptor, ownsHandle: true);
        Descriptors.KeepFromChildren(handle);
        return new Socket(handle);
    }

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    private static unsafe partial int MakePair(int domain, int type, int protocol, int* ends);
}
