using ZiBai.Forwarding;

namespace ZiBai.Tests.Forwarding;

public sealed class ForwardedTextTests
{
    [Theory]
    [InlineData("http", "http")]
    [InlineData("https", "https")]
    [InlineData("HTTPS", "https")]
    public void ASchemeIsGivenInLowerCase(string text, string expected)
    {
        Assert.True(ForwardedText.TryReadScheme(text, out var scheme));
        Assert.Equal(expected, scheme);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ws")]
    [InlineData("wss")]
    [InlineData("javascript")]
    [InlineData("https:")]
    [InlineData("http s")]
    public void AnotherSchemeIsRefused(string text) => Assert.False(ForwardedText.TryReadScheme(text, out _));

    [Theory]
    [InlineData("example.com")]
    [InlineData("example.com:8080")]
    [InlineData("my_host-1.example")]
    [InlineData("192.0.2.1:80")]
    [InlineData("[2001:db8::1]")]
    [InlineData("[2001:db8::1]:443")]
    public void AHostIsOne(string text) => Assert.True(ForwardedText.IsHost(text));

    [Theory]
    [InlineData("")]
    [InlineData(":80")]
    [InlineData("example.com:")]
    [InlineData("example.com:80a")]
    [InlineData("example.com:65536")]
    [InlineData("example.com:80:80")]
    [InlineData("example.com/evil")]
    [InlineData("user@example.com")]
    [InlineData("example.com\\evil")]
    [InlineData("exa mple.com")]
    [InlineData("example.com?x")]
    [InlineData("ex%61mple.com")]
    [InlineData("<script>")]
    [InlineData("\u00e9xample.com")]
    [InlineData("2001:db8::1")]
    [InlineData("[example.com]")]
    [InlineData("[192.0.2.1]")]
    [InlineData("[::1]80")]
    [InlineData("[::1")]
    [InlineData("[]")]
    public void WhatIsNoHostIsRefused(string text) => Assert.False(ForwardedText.IsHost(text));

    [Theory]
    [InlineData("/", "")]
    [InlineData("/shop", "/shop")]
    [InlineData("/shop/", "/shop")]
    [InlineData("/shop//", "/shop")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/caf%C3%A9%20x", "/caf\u00e9 x")]
    [InlineData("/a%2Fb", "/a%2Fb")]
    [InlineData("/a..b/.c", "/a..b/.c")]
    [InlineData("/~a!$&'()*+;=:@", "/~a!$&'()*+;=:@")]
    public void APrefixIsGivenAsScriptName(string text, string expected)
    {
        Assert.True(ForwardedText.TryReadPrefix(text, out var prefix));
        Assert.Equal(expected, prefix);
    }

    [Theory]
    [InlineData("")]
    [InlineData("shop")]
    [InlineData("//")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("/a\\b")]
    [InlineData("/shop?x")]
    [InlineData("/shop#x")]
    [InlineData("/shop x")]
    [InlineData("/\"")]
    [InlineData("/<b>")]
    [InlineData("/a\tb")]
    [InlineData("/%0d%0aSet-Cookie")]
    [InlineData("/%00")]
    [InlineData("/%7f")]
    [InlineData("/\u00e9")]
    [InlineData("/..")]
    [InlineData("/shop/../admin")]
    [InlineData("/shop/%2e%2E")]
    [InlineData("/./shop")]
    [InlineData("http://evil.example/")]
    public void WhatIsNoPrefixIsRefused(string text) => Assert.False(ForwardedText.TryReadPrefix(text, out _));
}
