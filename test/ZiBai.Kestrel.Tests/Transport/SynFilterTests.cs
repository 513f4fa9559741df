using System.Net;
using System.Net.Sockets;
using ZiBai.Testing;
using ZiBai.Transport;

namespace ZiBai.Tests.Transport;

public sealed class SynFilterTests
{
    [LinuxFact]
    public Task WhoIsInTheQueueComesInAndWhoComesLaterDoesNot() => CheckAsync(IPAddress.Loopback);

    [LinuxIPv6Fact]
    public Task SoItIsWithIPv6() => CheckAsync(IPAddress.IPv6Loopback);

    [Fact]
    public void AUnixSocketHasNoSuchThing()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

        Assert.False(SynFilter.TryAttach(socket));
    }

    private static async Task CheckAsync(IPAddress address)
    {
        using var listening = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(new IPEndPoint(address, 0));
        listening.Listen();
        using var early = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var late = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await early.ConnectAsync(listening.LocalEndPoint!);

        Assert.True(SynFilter.TryAttach(listening));
        var connecting = late.ConnectAsync(listening.LocalEndPoint!);

        // The one in the queue is whole: what it sends and is sent comes through.
        await early.SendAsync("ping"u8.ToArray());
        using var accepted = await listening.AcceptAsync();
        var buffer = new byte[4];
        Assert.Equal(4, await accepted.ReceiveAsync(buffer));
        await accepted.SendAsync(buffer);
        Assert.Equal(4, await early.ReceiveAsync(buffer));
        Assert.False(connecting.IsCompleted);
        Assert.False(listening.Poll(0, SelectMode.SelectRead));

        // It tries again after a second, and learns then that nobody is there.
        listening.Dispose();
        var refused = await Assert.ThrowsAsync<SocketException>(() => connecting).WaitAsync(Timeouts.Default);
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }
}
