using System.Net;
using System.Net.Sockets;

namespace ZiBai.Transport;

/// <summary>Binds listen addresses: all of them, or none.</summary>
internal static class ListenSockets
{
    /// <summary>Binds every address, in order. None of the sockets listens yet: see <see cref="ListenSocket.Listen"/>.</summary>
    /// <param name="addresses">The addresses; a host name is bound at each of its own.</param>
    /// <param name="dualstackIPv6">Whether an IPv6 socket serves IPv4 too.</param>
    /// <param name="unixSocketPerms">Permissions of Unix sockets.</param>
    /// <exception cref="ListenException">One could not be bound; those before it are closed again.</exception>
    public static IReadOnlyList<ListenSocket> Bind(IReadOnlyList<ListenAddress> addresses, bool dualstackIPv6, UnixFileMode unixSocketPerms)
    {
        var bound = new List<ListenSocket>();
        try
        {
            foreach (var address in addresses)
            {
                if (address.UnixPath is { } path)
                {
                    ThrowIfTaken(bound, address, path);
                    bound.Add(new ListenSocket(address, UnixListenSocket.Bind(address, path, unixSocketPerms)));
                }
                else
                {
                    var ips = TcpListenSockets.Expand(address, dualstackIPv6, Socket.OSSupportsIPv6, Dns.GetHostAddresses);
                    ips.ForEach(ip => ThrowIfTaken(bound, address, new IPEndPoint(ip, address.Port), dualstackIPv6));
                    bound.AddRange(TcpListenSockets.Bind(address, ips, dualstackIPv6).Select(socket => new ListenSocket(address, socket)));
                }
            }

            return bound;
        }
        catch
        {
            bound.ForEach(socket => socket.Dispose());
            throw;
        }
    }

    /// <summary>Binds an address that means one socket.</summary>
    /// <param name="address">The address.</param>
    /// <param name="dualstackIPv6">Whether an IPv6 socket serves IPv4 too.</param>
    /// <param name="unixSocketPerms">Permissions of a Unix socket.</param>
    /// <returns>The socket, bound and not listening. Disposing it removes a Unix socket's file, if it is still its own.</returns>
    /// <exception cref="ListenException">It could not be bound, or it is a host name with several addresses.</exception>
    public static Socket BindOne(ListenAddress address, bool dualstackIPv6, UnixFileMode unixSocketPerms)
    {
        var sockets = Bind([address], dualstackIPv6, unixSocketPerms);
        if (sockets is [var only])
        {
            return only.Socket;
        }

        var names = string.Join(" and ", sockets.Select(socket => socket.EndPoint));
        foreach (var socket in sockets)
        {
            socket.Dispose();
        }

        throw ListenErrors.Because(address, $"the name stands for {names}, which takes a socket each. Give one of the addresses.");
    }

    // Two sockets of one process that do not listen yet may share a port, as far as the system is concerned, and a Unix socket that does
    // not listen looks like one left behind: what clashes within one command line is found here.
    private static void ThrowIfTaken(List<ListenSocket> bound, ListenAddress address, IPEndPoint wanted, bool dualstackIPv6)
    {
        if (wanted.Port == 0)
        {
            return;
        }

        foreach (var earlier in bound)
        {
            if (earlier.EndPoint is IPEndPoint taken && Overlap(taken, wanted, dualstackIPv6))
            {
                throw ListenErrors.Because(
                    address,
                    $"'{earlier.Address}', given as well, takes port {wanted.Port} of the same address already. Leave one of the two out, or give it another port.");
            }
        }
    }

    private static void ThrowIfTaken(List<ListenSocket> bound, ListenAddress address, string path)
    {
        if (bound.Exists(earlier => earlier.Address?.UnixPath == path))
        {
            throw ListenErrors.Because(address, "the same path is given twice. Leave one of the two out.");
        }
    }

    private static bool Overlap(IPEndPoint one, IPEndPoint other, bool dualstackIPv6)
    {
        if (one.Port != other.Port)
        {
            return false;
        }

        return one.AddressFamily == other.AddressFamily
            ? one.Address.Equals(other.Address) || IsAny(one) || IsAny(other)
            : dualstackIPv6 && (IsAny(one.AddressFamily == AddressFamily.InterNetworkV6 ? one : other));
    }

    private static bool IsAny(IPEndPoint endPoint) => endPoint.Address.Equals(IPAddress.Any) || endPoint.Address.Equals(IPAddress.IPv6Any);
}
