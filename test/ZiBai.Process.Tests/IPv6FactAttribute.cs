using System.Net;
using System.Net.Sockets;

namespace ZiBai.Process.Tests;

/// <summary>A test that needs IPv6 on the loopback interface; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IPv6FactAttribute : FactAttribute
{
    public IPv6FactAttribute()
    {
        if (!HasIPv6)
        {
            Skip = "This machine has no IPv6 on its loopback interface.";
        }
    }

    internal static bool HasIPv6 { get; } = CanBind();

    private static bool CanBind()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
