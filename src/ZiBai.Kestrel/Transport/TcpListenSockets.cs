using System.Net;
using System.Net.Sockets;

namespace ZiBai.Transport;

/// <summary>Which IP addresses a listen address means, and their sockets.</summary>
internal static class TcpListenSockets
{
    // A free port of one address may be taken on another. The system draws from some 28,000 ports: twenty misses in a row mean another cause.
    private const int PortDraws = 20;

    /// <summary>The IP addresses to bind, in order, none twice.</summary>
    /// <param name="address">A TCP address.</param>
    /// <param name="dualstackIPv6">Whether every interface means IPv6 ones too.</param>
    /// <param name="hasIPv6">Whether the machine has IPv6.</param>
    /// <param name="resolve">Looks a host name up.</param>
    /// <exception cref="ListenException">The host name does not resolve.</exception>
    public static List<IPAddress> Expand(ListenAddress address, bool dualstackIPv6, bool hasIPv6, Func<string, IPAddress[]> resolve)
    {
        if (address.Ip is { } ip)
        {
            return [ip];
        }

        if (address.HostName is null)
        {
            return [dualstackIPv6 && hasIPv6 ? IPAddress.IPv6Any : IPAddress.Any];
        }

        if (IsLocalhost(address))
        {
            // RFC 6761, section 6.3: the name is always loopback, whatever a resolver says.
            return hasIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];
        }

        try
        {
            var found = resolve(address.HostName).Where(a => hasIPv6 || a.AddressFamily == AddressFamily.InterNetwork).Distinct().ToList();
            return found.Count > 0 ? found : throw new SocketException((int)SocketError.NoData);
        }
        catch (SocketException exception)
        {
            throw ListenErrors.ForName(address, exception);
        }
    }

    /// <summary>Binds a socket to each IP address, all on one port: with port 0 the system chooses it.</summary>
    /// <param name="address">The address asked for.</param>
    /// <param name="ips">What it means.</param>
    /// <param name="dualstackIPv6">Whether an IPv6 socket serves IPv4 too.</param>
    /// <exception cref="ListenException">One could not be bound; those before it are closed again.</exception>
    public static List<Socket> Bind(ListenAddress address, List<IPAddress> ips, bool dualstackIPv6)
    {
        for (var draw = 1; ; draw++)
        {
            var sockets = new List<Socket>();
            try
            {
                foreach (var ip in ips)
                {
                    var port = address.Port == 0 && sockets.Count > 0 ? ((IPEndPoint)sockets[0].LocalEndPoint!).Port : address.Port;
                    if (BindOne(address, new IPEndPoint(ip, port), dualstackIPv6) is { } socket)
                    {
                        sockets.Add(socket);
                    }
                }

                return sockets;
            }
            catch (ListenException exception)
            {
                var portWasDrawn = address.Port == 0 && sockets.Count > 0;
                sockets.ForEach(socket => socket.Dispose());
                if (!portWasDrawn || draw == PortDraws || exception.InnerException is not SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
                {
                    throw;
                }
            }
        }
    }

    private static Socket? BindOne(ListenAddress address, IPEndPoint endPoint, bool dualstackIPv6)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6)
            {
                // Linux would serve IPv4 on [::] unasked, and so refuse 0.0.0.0 beside it.
                socket.DualMode = dualstackIPv6;
            }

            if (OperatingSystem.IsWindows())
            {
                // Elsewhere .NET sets SO_REUSEADDR as it binds a TCP socket, which means there: connections that linger from before
                // a restart do not count, a listening socket does. On Windows that option would let anyone share the port.
                socket.ExclusiveAddressUse = true;
            }

            socket.Bind(endPoint);
            return socket;
        }
        catch (SocketException exception)
        {
            socket?.Dispose();
            // The kernel may know IPv6 while it is switched off, also on the loopback interface.
            if (IsLocalhost(address) && endPoint.AddressFamily == AddressFamily.InterNetworkV6
                && exception.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
            {
                return null;
            }

            throw ListenErrors.ForTcp(address.Text, endPoint, exception);
        }
    }

    private static bool IsLocalhost(ListenAddress address) => string.Equals(address.HostName, "localhost", StringComparison.OrdinalIgnoreCase);
}
