using System.Net;
using System.Net.Sockets;

namespace ZiBai.Conformance.Tests.Fixture;

/// <summary>A theory for machines that have an IPv6 loopback.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IPv6TheoryAttribute : TheoryAttribute
{
    public IPv6TheoryAttribute()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        }
        catch (SocketException e)
        {
            Skip = $"This machine has no IPv6 loopback: {e.Message}";
        }
    }
}
