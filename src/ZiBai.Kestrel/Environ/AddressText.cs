using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ZiBai.Environ;

/// <summary>An address and a port as the strings of the environ, remembered from request to request of a connection.</summary>
internal readonly record struct AddressText(string Host, string Port, IPAddress? Address, int PortNumber)
{
    /// <summary>The peer on a Unix socket, and on a server without sockets.</summary>
    public static readonly AddressText None = new("", "", null, 0);

    /// <summary>Text of an IP address, an IPv4-mapped one as plain IPv4.</summary>
    /// <param name="address">The address.</param>
    /// <param name="port">The port; 0 where it is not known.</param>
    /// <param name="last">What the request before had: returned as it is where nothing changed.</param>
    public static AddressText Of(IPAddress address, int port, AddressText last)
    {
        if (ReferenceEquals(address, last.Address) && port == last.PortNumber)
        {
            return last;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return new AddressText(plain.ToString(), port == 0 ? "" : port.ToString(CultureInfo.InvariantCulture), address, port);
    }

    /// <summary>The path of the Unix socket the request came through; null if it came another way.</summary>
    public static AddressText? OfUnixSocket(IFeatureCollection features) =>
        features.Get<IConnectionSocketFeature>()?.Socket.LocalEndPoint is UnixDomainSocketEndPoint path
            ? new AddressText(path.ToString(), "", null, 0)
            : null;

    /// <summary>What the client calls the server, for servers that have no socket at all, such as one in a test's memory.</summary>
    public static AddressText OfHostHeader(string host, string scheme)
    {
        var named = Microsoft.AspNetCore.Http.HostString.FromUriComponent(host);
        var port = named.Port ?? (scheme == "https" ? 443 : 80);
        return new AddressText(named.HasValue ? named.Host : "localhost", port.ToString(CultureInfo.InvariantCulture), null, port);
    }
}
