using System.Net.Sockets;

namespace ZiBai.Process.Tests.BehindNginx;

/// <summary>Holds responses of the Transfer app half-way: each connects here when it has sent one half, and sends the other when let go.</summary>
internal sealed class Gate : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<Socket> _held = [];

    public Gate(string path)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
    }

    /// <summary>Completes when so many responses are half-way.</summary>
    public async Task HoldAsync(int count)
    {
        using var timer = new CancellationTokenSource(Timeouts.Default);
        while (_held.Count < count)
        {
            _held.Add(await _listener.AcceptAsync(timer.Token));
        }
    }

    public void LetGo()
    {
        _held.ForEach(static socket => socket.Dispose());
        _held.Clear();
    }

    public void Dispose()
    {
        LetGo();
        _listener.Dispose();
    }
}
