using System.Net;
using ZiBai.Environ;

namespace ZiBai.Tests.Environ;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("::1", "::1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    public void AMappedAddressIsGivenAsIPv4(string address, string expected)
    {
        var text = AddressText.Of(IPAddress.Parse(address), 8000, default);

        Assert.Equal((expected, "8000"), (text.Host, text.Port));
    }

    [Fact]
    public void TheSameAddressIsNotWrittenOutAgain()
    {
        var address = IPAddress.Parse("192.0.2.1");
        var first = AddressText.Of(address, 8000, default);

        Assert.Same(first.Host, AddressText.Of(address, 8000, first).Host);
    }

    [Fact]
    public void AnotherPortIsNoticed()
    {
        var address = IPAddress.Parse("192.0.2.1");
        var first = AddressText.Of(address, 8000, default);

        Assert.Equal("8001", AddressText.Of(address, 8001, first).Port);
    }

    [Theory]
    [InlineData("example.com:8080", "http", "example.com", "8080")]
    [InlineData("example.com", "http", "example.com", "80")]
    [InlineData("example.com", "https", "example.com", "443")]
    [InlineData("", "http", "localhost", "80")]
    public void AHostHeaderNamesTheServer(string host, string scheme, string expectedHost, string expectedPort)
    {
        var text = AddressText.OfHostHeader(host, scheme);

        Assert.Equal((expectedHost, expectedPort), (text.Host, text.Port));
    }
}
