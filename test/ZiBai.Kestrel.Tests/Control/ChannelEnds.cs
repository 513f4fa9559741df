using System.Net.Sockets;
using ZiBai.Control;
using ZiBai.Testing;

namespace ZiBai.Tests.Control;

/// <summary>Two connected streams, as a supervisor and a worker have them: a channel at one end, and whoever the test plays at the other.</summary>
internal sealed class ChannelEnds : IAsyncDisposable
{
    private ChannelEnds(ControlChannel channel, Socket other)
    {
        Channel = channel;
        Other = other;
    }

    public ControlChannel Channel { get; }

    /// <summary>The other end, for bytes of the test's own.</summary>
    public Socket Other { get; }

    public static async Task<ChannelEnds> ConnectAsync()
    {
        var (one, other) = await SocketsAsync();
        return new ChannelEnds(new ControlChannel(new NetworkStream(one, ownsSocket: true)), other);
    }

    /// <summary>Two channels that talk to each other.</summary>
    public static async Task<(ControlChannel One, ControlChannel Other)> TalkAsync()
    {
        var (one, other) = await SocketsAsync();
        return (new ControlChannel(new NetworkStream(one, ownsSocket: true)), new ControlChannel(new NetworkStream(other, ownsSocket: true)));
    }

    public async ValueTask DisposeAsync()
    {
        Other.Dispose();
        await Channel.DisposeAsync();
    }

    private static async Task<(Socket One, Socket Other)> SocketsAsync()
    {
        using var folder = new TempFolder();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var address = new UnixDomainSocketEndPoint(folder.Socket("s"));
        listener.Bind(address);
        listener.Listen();
        var one = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await one.ConnectAsync(address);
        return (one, await listener.AcceptAsync());
    }
}
