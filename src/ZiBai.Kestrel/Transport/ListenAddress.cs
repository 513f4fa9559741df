using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ZiBai.Transport;

/// <summary>One listen address as written: parsed, with nothing resolved or bound.</summary>
internal sealed record ListenAddress
{
    private const string Accepted =
        "Accepted: HOST:PORT such as '127.0.0.1:8000' or '[::1]:8000', ':8000' for every interface, or 'unix:PATH' such as 'unix:/run/app.sock'.";

    private ListenAddress(string text) => Text = text;

    /// <summary>The address as given.</summary>
    public string Text { get; }

    /// <summary>Absolute path of a Unix socket; null for TCP.</summary>
    public string? UnixPath { get; private init; }

    /// <summary>The IP address given; null for a name, every interface, or a Unix socket.</summary>
    public IPAddress? Ip { get; private init; }

    /// <summary>The host name given, to be resolved; null where none was.</summary>
    public string? HostName { get; private init; }

    /// <summary>TCP port, 0 to 65535; 0 lets the system choose one.</summary>
    public int Port { get; private init; }

    /// <summary>Reads an address.</summary>
    /// <param name="text">The address as given.</param>
    /// <param name="address">The address, when it can be read.</param>
    /// <param name="error">What is wrong and what is accepted, in one line, when it cannot.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        address = null;
        var wrong = WhatIsWrongAtAGlance(text)
            ?? (text.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) ? ReadUnix(text, out address) : ReadTcp(text, out address));
        error = wrong is null ? null : $"'{OnOneLine(text)}': {wrong} {Accepted}";
        return wrong is null;
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="ListenException">It cannot be read; the message says what is wrong and what is accepted.</exception>
    public static ListenAddress Parse(string text) => TryParse(text, out var address, out var error) ? address : throw new ListenException(text, $"Listen address {error}");

    /// <summary>The address as given.</summary>
    public override string ToString() => Text;

    private static string OnOneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));

    private static string? WhatIsWrongAtAGlance(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "it is empty.";
        }

        if (text.Any(char.IsControl))
        {
            return "it contains a control character.";
        }

        if (text.Trim().Length != text.Length)
        {
            return "it begins or ends with a space.";
        }

        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        return scheme > 0 && !text.StartsWith("unix:", StringComparison.OrdinalIgnoreCase)
            ? $"leave out the scheme, '{text[..(scheme + 3)]}'."
            : null;
    }

    private static string? ReadUnix(string text, out ListenAddress? address)
    {
        address = null;
        var path = text["unix:".Length..];
        if (path.Length == 0)
        {
            return "the path after 'unix:' is missing.";
        }

        if (path[0] == '@')
        {
            // Anyone on the machine may connect to an abstract socket: --unix-socket-perms could not be kept.
            return "abstract sockets ('@') are not supported, because they have no permissions; write './@' for a file of that name.";
        }

        if (Path.EndsInDirectorySeparator(path))
        {
            return "the path is a folder; a socket needs a file name.";
        }

        address = new ListenAddress(text) { UnixPath = Path.GetFullPath(path) };
        return null;
    }

    private static string? ReadTcp(string text, out ListenAddress? address)
    {
        address = null;
        if (text.Any(char.IsWhiteSpace))
        {
            return "it contains a space.";
        }

        // The last colon parts host and port, so that an IPv6 address needs no brackets; inside brackets a colon parts nothing.
        var colon = text.LastIndexOf(':');
        if (colon < 0 || colon < text.LastIndexOf(']'))
        {
            return text.All(char.IsAsciiDigit) ? $"a port alone is written with its colon, ':{text}'." : "the port is missing.";
        }

        var (host, portText) = (text[..colon], text[(colon + 1)..]);
        if (portText.Length == 0)
        {
            return "the port after the last ':' is missing.";
        }

        if (!portText.All(char.IsAsciiDigit))
        {
            return $"the port '{portText}' is not a number.";
        }

        if (!int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > IPEndPoint.MaxPort)
        {
            return $"the port {portText} is out of range, 0 to {IPEndPoint.MaxPort}.";
        }

        var wrong = ReadHost(host, out var ip, out var name);
        address = wrong is null ? new ListenAddress(text) { Ip = ip, HostName = name, Port = port } : null;
        return wrong;
    }

    private static string? ReadHost(string host, out IPAddress? ip, out string? name)
    {
        (ip, name) = (null, null);
        if (host.Length == 0)
        {
            return null;
        }

        if (host == "*")
        {
            return "'*' is not a host; leave the host out to listen on every interface.";
        }

        var bracketed = host[0] == '[';
        if (bracketed || host.Contains(':'))
        {
            var inner = bracketed && host[^1] == ']' ? host[1..^1] : host;
            return !inner.Contains('[') && IPAddress.TryParse(inner, out ip) && ip.AddressFamily == AddressFamily.InterNetworkV6
                ? null
                : $"'{host}' is not an IPv6 address.";
        }

        // The system's own reading takes '127.1' and '010.0.0.1' (octal) too: only what means itself is taken for an address.
        if (host.All(c => char.IsAsciiDigit(c) || c == '.'))
        {
            return IPAddress.TryParse(host, out ip) && ip.ToString() == host ? null : $"'{host}' is not an IPv4 address.";
        }

        if (Uri.CheckHostName(host) != UriHostNameType.Dns)
        {
            return $"'{host}' is not a host name.";
        }

        name = host;
        return null;
    }
}
