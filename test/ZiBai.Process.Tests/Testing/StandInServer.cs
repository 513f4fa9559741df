using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ZiBai.Process.Tests.Testing;

/// <summary>A listener whose connections do what the test says: the peer of the test library's own tests.</summary>
internal sealed class StandInServer : IDisposable
{
    private readonly Socket _listener;

    public StandInServer(EndPoint? endPoint = null)
    {
        var unix = endPoint is UnixDomainSocketEndPoint;
        _listener = new Socket(unix ? AddressFamily.Unix : AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(endPoint ?? new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    public string Address => _listener.LocalEndPoint is UnixDomainSocketEndPoint unix ? $"unix:{unix}" : $"http://{_listener.LocalEndPoint}";

    /// <summary>A connection's two ends.</summary>
    public async Task<(RawConnection Client, Socket Server)> ConnectAsync(TimeSpan? timeout = null)
    {
        var accepted = _listener.AcceptAsync();
        var client = await RawConnection.ConnectAsync(Address, timeout);
        return (client, await accepted.WaitAsync(Timeouts.Default));
    }

    /// <summary>Answers each connection's first request with the same bytes and closes, until this is disposed of.</summary>
    public async Task AnswerAllAsync(string response)
    {
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptAsync();
                var request = new byte[4096];
                await connection.ReceiveAsync(request);
                await connection.SendAsync(Encoding.Latin1.GetBytes(response));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed of.
        }
    }

    public void Dispose() => _listener.Dispose();
}
