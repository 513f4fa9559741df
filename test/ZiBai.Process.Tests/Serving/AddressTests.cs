using System.Net;

namespace ZiBai.Process.Tests.Serving;

public sealed class AddressTests
{
    [Fact]
    public async Task HelloIsServedOverTcp()
    {
        await using var server = await Served.StartAsync("hello:App", "-l 127.0.0.1:0");

        var response = await server.GetAsync();

        Assert.Equal(("HTTP/1.1 200 OK", "Hello World!"), (response.StatusLine, response.BodyText));
    }

    [Fact]
    public async Task PortZeroIsLoggedAsTheRealPort()
    {
        await using var server = await Served.StartAsync("hello:App", "-l 127.0.0.1:0");

        Assert.Matches(@"^http://127\.0\.0\.1:[1-9]\d*$", server.Address);
    }

    [IPv6Fact]
    public async Task HelloIsServedOverIPv6()
    {
        await using var server = await Served.StartAsync("hello:App", "-l [::1]:0");

        Assert.StartsWith("http://[::1]:", server.Address, StringComparison.Ordinal);
        Assert.Equal("Hello World!", (await server.GetAsync()).BodyText);
    }

    [IPv6Fact]
    public async Task IPv6AddressNeedsNoBrackets()
    {
        await using var server = await Served.StartAsync("hello:App", "-l ::1:0");

        Assert.Equal("Hello World!", (await server.GetAsync()).BodyText);
    }

    [Fact]
    public async Task HelloIsServedOverAUnixSocket()
    {
        using var folder = new TempFolder();
        await using var server = await Served.StartAsync("hello:App", $"-l unix:{folder.Socket("a.sock")}");

        Assert.Equal($"unix:{folder.Socket("a.sock")}", server.Address);
        Assert.Equal("Hello World!", (await server.GetAsync()).BodyText);
    }

    [Theory]
    [InlineData("-l 127.0.0.1:0 unix:{0}")]
    [InlineData("-l 127.0.0.1:0 -l unix:{0}")]
    public async Task SeveralAddressesAreServedAtOnce(string options)
    {
        using var folder = new TempFolder();
        await using var server = await Served.StartAsync(
            "hello:App", options.Replace("{0}", folder.Socket("a.sock"), StringComparison.Ordinal));

        Assert.Equal(2, server.Addresses.Count);
        foreach (var address in server.Addresses)
        {
            Assert.Equal("Hello World!", (await server.GetAsync("/", address)).BodyText);
        }
    }

    [Fact]
    public async Task PortAloneIsServedOnEveryInterface()
    {
        await using var server = await Served.StartAsync("hello:App", "-l :0");

        Assert.StartsWith("http://0.0.0.0:", server.Address, StringComparison.Ordinal);
        Assert.Equal("Hello World!", (await server.GetAsync("/", $"127.0.0.1:{PortOf(server.Address)}")).BodyText);
    }

    [Fact]
    public async Task LocalhostIsServedOnEachLoopbackAddressAtOnePort()
    {
        await using var server = await Served.StartAsync("hello:App", "-l localhost:0");

        Assert.Equal(IPv6FactAttribute.HasIPv6 ? 2 : 1, server.Addresses.Count);
        Assert.Single(server.Addresses.Select(PortOf).Distinct());
        foreach (var address in server.Addresses)
        {
            Assert.Equal("Hello World!", (await server.GetAsync("/", address)).BodyText);
        }
    }

    [IPv6Fact]
    public async Task DualstackGivesAnIPv4ClientItsPlainAddress()
    {
        await using var server = await Served.StartAsync("probe:Environ", "-l [::]:0 --dualstack-ipv6");

        var response = await server.GetAsync("/?REMOTE_ADDR,SERVER_NAME", $"127.0.0.1:{PortOf(server.Address)}");

        Assert.Equal("REMOTE_ADDR=127.0.0.1\nSERVER_NAME=127.0.0.1", response.BodyText);
    }

    [IPv6Fact]
    public async Task DualstackServesIPv6OnTheSamePort()
    {
        await using var server = await Served.StartAsync("probe:Environ", "-l [::]:0 --dualstack-ipv6");

        var response = await server.GetAsync("/?REMOTE_ADDR", $"[::1]:{PortOf(server.Address)}");

        Assert.Equal("REMOTE_ADDR=::1", response.BodyText);
    }

    private static int PortOf(string address) => ((IPEndPoint)RawConnection.ParseAddress(address)).Port;
}
