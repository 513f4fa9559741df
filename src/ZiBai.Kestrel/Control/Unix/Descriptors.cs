using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ZiBai.Control.Unix;

/// <summary>
/// Whether a process that is started inherits a descriptor: its close-on-exec flag. Set through ioctl(2), since the third argument that fcntl(2)
/// takes is passed in another way on some processors, for which the framework has no call.
/// </summary>
internal static partial class Descriptors
{
    private static nuint CloseOnExec => OperatingSystem.IsLinux() ? 0x5451u : 0x20006601u;

    private static nuint KeepOnExec => OperatingSystem.IsLinux() ? 0x5450u : 0x20006602u;

    /// <summary>A process that is started does not get it.</summary>
    /// <exception cref="IOException">It is not open.</exception>
    public static void KeepFromChildren(SafeSocketHandle socket) => Set(socket, CloseOnExec);

    /// <summary>A process that is started gets it, under the same number.</summary>
    /// <exception cref="IOException">It is not open.</exception>
    public static void GiveToChildren(SafeSocketHandle socket) => Set(socket, KeepOnExec);

    private static void Set(SafeSocketHandle socket, nuint request)
    {
        if (Ioctl(socket, request) != 0)
        {
            throw new IOException($"Descriptor {socket.DangerousGetHandle()} is not usable: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(SafeSocketHandle socket, nuint request);
}
