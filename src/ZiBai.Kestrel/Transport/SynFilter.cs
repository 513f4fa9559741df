using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ZiBai.Transport;

/// <summary>
/// A filter on a listening TCP socket that has the system drop what would open a connection, and nothing else: whoever waits in the socket's queue, or is
/// about to, still comes in. A client that comes later tries again until the socket is closed, and is refused then, before it has sent a request.
/// Linux: socket(7), SO_ATTACH_FILTER. Holds for everybody who has the socket, and for good.
/// </summary>
internal static class SynFilter
{
    private const int SocketLevel = 1;
    private const int AttachFilter = 26;

    // Classic BPF, on the TCP header: where of the flags SYN (2) and ACK (16) the first alone is set, nothing of the packet is kept.
    private static readonly Instruction[] _program =
    [
        new(Code: 0x30, IfTrue: 0, IfFalse: 0, Value: 13), // Load the byte of the flags,
        new(Code: 0x54, IfTrue: 0, IfFalse: 0, Value: 0x12), // keep these two of them,
        new(Code: 0x15, IfTrue: 0, IfFalse: 1, Value: 0x02), // compare,
        new(Code: 0x06, IfTrue: 0, IfFalse: 0, Value: 0), // return: no byte of it,
        new(Code: 0x06, IfTrue: 0, IfFalse: 0, Value: uint.MaxValue), // or all.
    ];

    /// <summary>Puts it on a socket.</summary>
    /// <returns>Whether it is there. Other systems, and Unix sockets, have no such thing, and a sandbox may forbid it.</returns>
    public static unsafe bool TryAttach(Socket socket)
    {
        if (!OperatingSystem.IsLinux() || socket.AddressFamily == AddressFamily.Unix)
        {
            return false;
        }

        fixed (Instruction* program = _program)
        {
            // struct sock_fprog: a short, and a pointer at its alignment.
            Span<byte> filter = stackalloc byte[2 * sizeof(nint)];
            filter.Clear();
            MemoryMarshal.Write(filter, (ushort)_program.Length);
            MemoryMarshal.Write(filter[sizeof(nint)..], (nint)program);
            try
            {
                socket.SetRawSocketOption(SocketLevel, AttachFilter, filter);
                return true;
            }
            catch (SocketException)
            {
                // As elsewhere then: who comes between the last look at the queue and the close is reset.
                return false;
            }
        }
    }

    /// <summary>struct sock_filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);
}
