using System.Net;
using ZiBai.Forwarding;

namespace ZiBai.Tests.Forwarding;

public sealed class TrustedProxiesTests
{
    [Theory]
    [InlineData("127.0.0.1,::1", "127.0.0.1", true)]
    [InlineData("127.0.0.1,::1", "::1", true)]
    [InlineData("127.0.0.1,::1", "::ffff:127.0.0.1", true)]
    [InlineData("127.0.0.1,::1", "127.0.0.2", false)]
    [InlineData("127.0.0.1,::1", "::2", false)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.255.0.1", true)]
    [InlineData("::ffff:10.0.0.0/104", "11.0.0.1", false)]
    [InlineData("10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData(" 192.0.2.0/31 , 2001:db8::/32 ", "192.0.2.1", true)]
    [InlineData("192.0.2.0/31,2001:db8::/32", "192.0.2.2", false)]
    [InlineData("192.0.2.0/31,2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("192.0.2.0/31,2001:db8::/32", "2001:db9::", false)]
    [InlineData("0.0.0.0/0", "198.51.100.1", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("fe80::/10", "fe80::1%3", true)]
    [InlineData("fe80::1", "fe80::1%3", true)]
    [InlineData("*", "198.51.100.1", true)]
    [InlineData("10.0.0.1,*", "2001:db8::1", true)]
    [InlineData("", "127.0.0.1", false)]
    public void APeerIsTrustedByItsAddress(string list, string peer, bool expected) =>
        Assert.Equal(expected, TrustedProxies.Parse(list, 1).Trust(IPAddress.Parse(peer)));

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("*", true)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    public void APeerWithoutAnAddressIsTrustedWithAnyListButTheEmptyOne(string list, bool expected) =>
        Assert.Equal(expected, TrustedProxies.Parse(list, 1).Trust(null));

    [Fact]
    public void EachWrongEntryIsToldOf() => Assert.Equal(
        ["'a' is not an IP address or network", "'::1/129' has no prefix length from 0 to 128 after its '/'"],
        TrustedProxies.Problems("a,127.0.0.1,::1/129"));

    [Fact]
    public void AWrongListIsNoList() => Assert.Throws<FormatException>(() => TrustedProxies.Parse("127.0.0.1,,::1", 1));

    [Fact]
    public void TheDefaultIsThatOfTheOptions() => Assert.Equal(
        (TrustedProxies.ThisMachine, TrustedProxies.Default.Hops), (new ZiBaiOptions().ForwardedAllowIps, new ZiBaiOptions().ForwardedHops));
}
