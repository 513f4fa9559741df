using System.Net.Sockets;
using ZiBai.Control.Unix;
using ZiBai.Testing;

namespace ZiBai.Tests.Control.Unix;

public sealed class SocketPairTests
{
    [UnixOnlyFact]
    public async Task WhatOneEndSendsTheOtherReceives()
    {
        var (one, other) = SocketPair.Create();
        using var a = one;
        using var b = other;
        var buffer = new byte[5];

        await one.SendAsync("hello"u8.ToArray());
        Assert.Equal(5, await other.ReceiveAsync(buffer).WaitAsync(Timeouts.Default));
        Assert.Equal("hello"u8.ToArray(), buffer);

        one.Dispose();
        Assert.Equal(0, await other.ReceiveAsync(buffer).WaitAsync(Timeouts.Default));
    }

    [UnixOnlyFact]
    public void ADescriptorThatIsClosedCannotBeGiven()
    {
        using var closed = new SafeSocketHandle(1_000_000, ownsHandle: false);

        var refused = Assert.Throws<IOException>(() => Descriptors.GiveToChildren(closed));
        Assert.StartsWith("Descriptor 1000000 is not usable: ", refused.Message, StringComparison.Ordinal);
    }
}
