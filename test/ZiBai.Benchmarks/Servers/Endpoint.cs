using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ZiBai.Benchmarks.Servers;

/// <summary>Where a server listens: a port of 127.0.0.1, or a Unix socket. As text it is what zibai's <c>-l</c> takes.</summary>
/// <param name="Port">The port; 0 for a Unix socket.</param>
/// <param name="Path">The socket's path; null for TCP.</param>
internal sealed record Endpoint(int Port, string? Path)
{
    private const string UnixPrefix = "unix:";

    /// <exception cref="FormatException">The text is neither <c>127.0.0.1:PORT</c> nor <c>unix:PATH</c>.</exception>
    public static Endpoint Parse(string text) =>
        text.StartsWith(UnixPrefix, StringComparison.Ordinal) ? new Endpoint(0, text[UnixPrefix.Length..])
        : IPEndPoint.TryParse(text, out var address) && IPAddress.Loopback.Equals(address.Address) && address.Port > 0 ? new Endpoint(address.Port, null)
        : throw new FormatException($"'{text}' is no endpoint. One is 127.0.0.1:PORT or unix:PATH.");

    /// <summary>A port that nobody listens on.</summary>
    public static Endpoint FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new Endpoint(((IPEndPoint)socket.LocalEndPoint!).Port, null);
    }

    public EndPoint Address => Path is null ? new IPEndPoint(IPAddress.Loopback, Port) : new UnixDomainSocketEndPoint(Path);

    public Socket NewSocket() => Path is null
        ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
        : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public void ListenOn(KestrelServerOptions kestrel)
    {
        if (Path is null)
        {
            kestrel.Listen(IPAddress.Loopback, Port);
        }
        else
        {
            kestrel.ListenUnixSocket(Path);
        }
    }

    public override string ToString() => Path is null ? string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}") : UnixPrefix + Path;
}
