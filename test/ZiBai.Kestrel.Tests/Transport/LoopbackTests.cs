using System.Net;
using System.Net.Sockets;
using ZiBai.Transport;

namespace ZiBai.Tests.Transport;

public sealed class LoopbackTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:8000")]
    [InlineData("LocalHost:8000")]
    [InlineData("localhost.")]
    [InlineData("localhost.:8000")]
    [InlineData("shop.localhost:8000")]
    [InlineData("a.b.localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:8000")]
    [InlineData("127.255.0.7")]
    [InlineData("[::1]")]
    [InlineData("::1")]
    [InlineData("[::1]:8000")]
    [InlineData("[0:0:0:0:0:0:0:1]:8000")]
    [InlineData("[::ffff:127.0.0.1]")]
    public void ANameOfThisMachineIsOne(string host) => Assert.True(Loopback.IsHost(host));

    [Theory]
    [InlineData("")]
    [InlineData(":8000")]
    [InlineData("example.com")]
    [InlineData("localhost.example.com")]
    [InlineData("notlocalhost")]
    [InlineData("example.com:localhost")]
    [InlineData("localhost..")]
    [InlineData("127.0.0.1.example.com")]
    [InlineData("127.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("0.0.0.0")]
    [InlineData("0")]
    [InlineData("10.0.0.1:8000")]
    [InlineData("[::]")]
    [InlineData("[::2]:8000")]
    [InlineData("[::ffff:10.0.0.1]")]
    [InlineData("[localhost]")]
    [InlineData("xn--localhost-:1")]
    public void AnyOtherIsNot(string host) => Assert.False(Loopback.IsHost(host));

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.1.2.3", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.9", true)]
    [InlineData("128.0.0.1", false)]
    [InlineData("::ffff:10.0.0.9", false)]
    [InlineData("::", false)]
    [InlineData("0.0.0.0", false)]
    public void AddressesAreToldApart(string address, bool isLoopback) => Assert.Equal(isLoopback, Loopback.IsAddress(IPAddress.Parse(address)));

    [Fact]
    public void ASocketIsThisMachinesAloneWhereItIsBoundToIt()
    {
        Assert.Null(Loopback.WhyNot(new IPEndPoint(IPAddress.Loopback, 1)));
        Assert.Null(Loopback.WhyNot(new IPEndPoint(IPAddress.IPv6Loopback, 1)));
        Assert.NotNull(Loopback.WhyNot(new IPEndPoint(IPAddress.Any, 1)));
        Assert.NotNull(Loopback.WhyNot(new IPEndPoint(IPAddress.IPv6Any, 1)));
        Assert.NotNull(Loopback.WhyNot(new UnixDomainSocketEndPoint("/run/app.sock")));
    }
}
