using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ZiBai.Benchmarks;

/// <summary>One request on a connection of its own. It holds little memory, so that one process can have many thousands under way.</summary>
internal sealed class Exchange : IDisposable
{
    private const int MostBytes = 512;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Opens the connection.</summary>
    /// <param name="port">The server's port on 127.0.0.1.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="SocketException">The server did not take it.</exception>
    public ValueTask ConnectAsync(int port, CancellationToken cancellationToken) =>
        _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);

    /// <summary>Asks for <c>/?text</c>, and completes when the server has said the same text back and closed the connection.</summary>
    /// <exception cref="InvalidDataException">The response was not that, or not whole.</exception>
    /// <exception cref="SocketException">The server broke the connection off.</exception>
    public async Task RequestAsync(string text, CancellationToken cancellationToken)
    {
        var request = Encoding.ASCII.GetBytes($"GET /?{text} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        await _socket.SendAsync(request, cancellationToken);
        var buffer = new byte[MostBytes];
        var length = 0;
        while (length < buffer.Length && await _socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
        {
            length += read;
        }

        var response = Encoding.Latin1.GetString(buffer, 0, length);
        if (!response.StartsWith("HTTP/1.1 200 OK\r\n", StringComparison.Ordinal)
            || !response.Contains($"\r\nContent-Length: {text.Length}\r\n", StringComparison.Ordinal)
            || !response.EndsWith($"\r\n\r\n{text}", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"/?{text} was answered with '{response.ReplaceLineEndings("\\n")}'.");
        }
    }

    public void Dispose() => _socket.Dispose();
}
