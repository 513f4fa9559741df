using System.Net;
using System.Net.Sockets;
using ZiBai.Transport;

namespace ZiBai.Tests.Transport;

public sealed class TcpListenTests
{
    [Fact]
    public void PortZeroIsShownAsTheRealPort()
    {
        using var socket = BindOne("127.0.0.1:0");

        Assert.NotEqual(0, PortOf(socket));
        Assert.Equal($"http://127.0.0.1:{PortOf(socket)}", socket.DisplayName);
    }

    [IPv6Fact]
    public void AnIPv6AddressIsShownInBrackets()
    {
        using var socket = BindOne("::1:0");

        Assert.Equal($"http://[::1]:{PortOf(socket)}", socket.DisplayName);
    }

    [Fact]
    public void ABoundSocketDoesNotListenYet()
    {
        using var socket = BindOne("127.0.0.1:0");

        Assert.Equal(SocketError.ConnectionRefused, TryConnect(IPAddress.Loopback, PortOf(socket)));
    }

    [Fact]
    public void AListeningSocketIsReached()
    {
        using var socket = BindOne("127.0.0.1:0");

        socket.Listen(backlog: 5);

        Assert.Equal(SocketError.Success, TryConnect(IPAddress.Loopback, PortOf(socket)));
    }

    [Fact]
    public void APortAloneBindsEveryIPv4Interface()
    {
        using var socket = BindOne(":0");

        Assert.Equal(IPAddress.Any, ((IPEndPoint)socket.EndPoint).Address);
    }

    [IPv6Fact]
    public void APortAloneWithDualstackServesBothFamilies()
    {
        using var socket = BindOne(":0", dualstackIPv6: true);
        socket.Listen(null);

        Assert.Equal(IPAddress.IPv6Any, ((IPEndPoint)socket.EndPoint).Address);
        Assert.Equal(SocketError.Success, TryConnect(IPAddress.Loopback, PortOf(socket)));
        Assert.Equal(SocketError.Success, TryConnect(IPAddress.IPv6Loopback, PortOf(socket)));
    }

    [IPv6Fact]
    public void WithoutDualstackAnIPv6SocketLeavesIPv4ToItsOwn()
    {
        using var six = BindOne("[::]:0");
        six.Listen(null);
        using var four = BindOne($"0.0.0.0:{PortOf(six)}");
        four.Listen(null);

        Assert.False(six.Socket.DualMode);
    }

    [Fact]
    public void AnIPv4AddressStaysIPv4WithDualstack()
    {
        using var socket = BindOne("127.0.0.1:0", dualstackIPv6: true);

        Assert.Equal(AddressFamily.InterNetwork, socket.Socket.AddressFamily);
    }

    [IPv6Fact]
    public void LocalhostIsBothLoopbackAddressesOnOnePort()
    {
        var sockets = Bind("localhost:0");
        try
        {
            Assert.Equal([IPAddress.Loopback, IPAddress.IPv6Loopback], sockets.Select(socket => ((IPEndPoint)socket.EndPoint).Address));
            Assert.Single(sockets.Select(PortOf).Distinct());
        }
        finally
        {
            Dispose(sockets);
        }
    }

    [Fact]
    public void LocalhostWithoutIPv6IsIPv4Alone() => Assert.Equal([IPAddress.Loopback], Expand("localhost:80", hasIPv6: false));

    [Fact]
    public void DualstackWithoutIPv6IsIPv4Alone() => Assert.Equal([IPAddress.Any], Expand(":80", hasIPv6: false));

    [Fact]
    public void AHostNameIsEachOfItsAddressesOnce()
        => Assert.Equal(
            [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("fe80::1")],
            Expand("app.test:80", hasIPv6: true, IPAddress.Parse("10.0.0.1"), IPAddress.Parse("fe80::1"), IPAddress.Parse("10.0.0.1")));

    [Fact]
    public void EveryAddressOfANameIsBoundOnTheSamePort()
    {
        var loopbacks = new List<IPAddress> { IPAddress.Loopback, IPAddress.Parse("127.0.0.2") };
        if (OperatingSystem.IsMacOS())
        {
            loopbacks.RemoveAt(1); // Only 127.0.0.1 is configured there.
        }

        var sockets = TcpListenSockets.Bind(ListenAddressTests.Parse("app.test:0"), loopbacks, dualstackIPv6: false);

        Assert.Equal(loopbacks, sockets.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Address));
        Assert.Single(sockets.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Port).Distinct());
        sockets.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public void ANameThatDoesNotResolveIsAnError()
    {
        var address = ListenAddressTests.Parse("nowhere.invalid:80");

        var error = Assert.Throws<ListenException>(
            () => TcpListenSockets.Expand(address, false, true, _ => throw new SocketException((int)SocketError.HostNotFound)));

        Assert.Contains("the host name 'nowhere.invalid' does not resolve", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APortWhereAnotherServerListensIsRefused()
    {
        using var first = BindOne("127.0.0.1:0");
        first.Listen(null);

        var error = Assert.Throws<ListenException>(() => BindOne(first.EndPoint.ToString()!));

        Assert.Equal(
            $"Cannot listen on '{first.EndPoint}': the address is in use. Stop the program that listens there, or choose another port; port 0 takes a free one.",
            error.Message);
        Assert.Equal(first.EndPoint.ToString(), error.Address);
    }

    [UnixFact]
    public void OfTwoServersThatBoundAtOnceTheSecondToListenIsRefused()
    {
        using var first = BindOne("127.0.0.1:0");
        using var second = BindOne(first.EndPoint.ToString()!);
        first.Listen(null);

        var error = Assert.Throws<ListenException>(() => second.Listen(null));

        Assert.Contains("is in use", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARestartBindsWhileConnectionsOfTheLastRunLinger()
    {
        int port;
        using (var before = BindOne("127.0.0.1:0"))
        {
            before.Listen(null);
            port = PortOf(before);
            using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            client.Connect(before.EndPoint);
            // The side that closes first is the one whose port lingers.
            before.Socket.Accept().Dispose();
            Assert.Equal(0, client.Receive(new byte[1]));
        }

        using var after = BindOne($"127.0.0.1:{port}");
        after.Listen(null);

        Assert.Equal(port, PortOf(after));
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("127.0.0.1", "0.0.0.0")]
    public void ThePortTakenByAnAddressGivenEarlierIsOneClearError(string first, string second)
    {
        var port = FreePort();

        var error = Assert.Throws<ListenException>(() => Bind($"{first}:{port}", $"{second}:{port}"));

        Assert.Equal(
            $"Cannot listen on '{second}:{port}': '{first}:{port}', given as well, takes port {port} of the same address already. Leave one of the two out, or give it another port.",
            error.Message);
    }

    [IPv6Fact]
    public void EveryInterfaceAndADualstackOneClash()
    {
        var port = FreePort();

        var error = Assert.Throws<ListenException>(
            () => ListenSockets.Bind([ListenAddressTests.Parse($"0.0.0.0:{port}"), ListenAddressTests.Parse($"[::]:{port}")], true, default));

        Assert.Contains($"'0.0.0.0:{port}', given as well", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFailureClosesWhatWasBoundBefore()
    {
        using var taken = BindOne("127.0.0.1:0");
        taken.Listen(null);
        var port = FreePort();

        Assert.Throws<ListenException>(() => Bind($"127.0.0.1:{port}", taken.EndPoint.ToString()!));

        using var again = BindOne($"127.0.0.1:{port}");
        again.Listen(null);
    }

    [Fact]
    public void AnAddressOfAnotherMachineIsAnError()
    {
        // TEST-NET-1, RFC 5737: nobody's.
        var error = Assert.Throws<ListenException>(() => BindOne("192.0.2.1:0"));

        Assert.Contains("is not an address of this machine", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SocketError.AccessDenied, "permission denied. Ports below 1024")]
    [InlineData(SocketError.AddressFamilyNotSupported, "this machine has no IPv4")]
    [InlineData(SocketError.TooManyOpenSockets, "(TooManyOpenSockets)")]
    public void ARefusalOfTheSystemIsExplainedInOneLine(SocketError refusal, string expected)
    {
        var error = ListenErrors.ForTcp("web:80", new IPEndPoint(IPAddress.Any, 80), new SocketException((int)refusal));

        Assert.StartsWith("Cannot listen on 'web:80': ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [UnprivilegedUnixFact]
    public void APrivilegedPortIsDeniedOrTheSystemsToGive()
    {
        try
        {
            BindOne("127.0.0.1:1").Dispose();
        }
        catch (ListenException error)
        {
            Assert.Contains("permission denied", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ASocketThatKestrelClosedIsDisposedAgainInPeace()
    {
        var socket = BindOne("127.0.0.1:0");
        socket.Socket.Dispose();

        socket.Dispose();
        socket.Dispose();

        Assert.StartsWith("http://127.0.0.1:", socket.DisplayName, StringComparison.Ordinal);
    }

    [IPv6Fact]
    public void OneSocketForANameOfTwoAddressesIsAnError()
    {
        var error = Assert.Throws<ListenException>(() => ListenSockets.BindOne(ListenAddressTests.Parse("localhost:0"), false, default));

        Assert.Contains("which takes a socket each", error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<ListenSocket> Bind(params string[] addresses)
        => ListenSockets.Bind([.. addresses.Select(ListenAddressTests.Parse)], dualstackIPv6: false, default);

    private static ListenSocket BindOne(string address, bool dualstackIPv6 = false)
        => Assert.Single(ListenSockets.Bind([ListenAddressTests.Parse(address)], dualstackIPv6, default));

    private static List<IPAddress> Expand(string address, bool hasIPv6, params IPAddress[] resolved)
        => TcpListenSockets.Expand(ListenAddressTests.Parse(address), dualstackIPv6: true, hasIPv6, _ => resolved);

    private static int FreePort()
    {
        using var socket = BindOne("127.0.0.1:0");
        return PortOf(socket);
    }

    private static int PortOf(ListenSocket socket) => ((IPEndPoint)socket.EndPoint).Port;

    private static void Dispose(IEnumerable<ListenSocket> sockets)
    {
        foreach (var socket in sockets)
        {
            socket.Dispose();
        }
    }

    private static SocketError TryConnect(IPAddress ip, int port)
    {
        using var client = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            client.Connect(ip, port);
            return SocketError.Success;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }
}
