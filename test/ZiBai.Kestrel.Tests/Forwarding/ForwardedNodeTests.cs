using ZiBai.Forwarding;

namespace ZiBai.Tests.Forwarding;

public sealed class ForwardedNodeTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", 0)]
    [InlineData("192.0.2.1:4711", "192.0.2.1", 4711)]
    [InlineData("192.0.2.1:65535", "192.0.2.1", 65535)]
    [InlineData("192.0.2.1:_secret", "192.0.2.1", 0)]
    [InlineData("2001:db8::1", "2001:db8::1", 0)]
    [InlineData("2001:DB8:0::1", "2001:db8::1", 0)]
    [InlineData("[2001:db8::1]", "2001:db8::1", 0)]
    [InlineData("[2001:db8::1]:4711", "2001:db8::1", 4711)]
    [InlineData("[2001:db8::1]:_p", "2001:db8::1", 0)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", 0)]
    [InlineData("[::ffff:192.0.2.1]:80", "192.0.2.1", 80)]
    [InlineData("fe80::1%eth0", "fe80::1", 0)]
    [InlineData("[fe80::1%25eth0]:80", "fe80::1", 80)]
    [InlineData("unknown", null, 0)]
    [InlineData("Unknown:80", null, 80)]
    [InlineData("_hidden", null, 0)]
    [InlineData("_a.b-C_9:_x", null, 0)]
    [InlineData("unix:", null, 0)]
    public void AClientIsRead(string text, string? address, int port)
    {
        Assert.True(ForwardedNode.TryParse(text, out var node));
        Assert.Equal((address, port), (node.Address?.ToString(), node.Port));
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("192.0.2.1:")]
    [InlineData("192.0.2.1:65536")]
    [InlineData("192.0.2.1:+80")]
    [InlineData("192.0.2.1:8 0")]
    [InlineData("192.0.2.1:_")]
    [InlineData("192.0.2.1:_a b")]
    [InlineData("192.0.2")]
    [InlineData("192.0.2.01")]
    [InlineData("192.0.2.256")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("1")]
    [InlineData(" 192.0.2.1")]
    [InlineData("192.0.2.1/32")]
    [InlineData("[192.0.2.1]")]
    [InlineData("[2001:db8::1")]
    [InlineData("2001:db8::1]")]
    [InlineData("[2001:db8::1]80")]
    [InlineData("[2001:db8::1]:")]
    [InlineData("[2001:db8::1]:65536")]
    [InlineData("[[::1]]")]
    [InlineData("[]")]
    [InlineData("[]:80")]
    [InlineData("2001:db8:::1")]
    [InlineData("12345::")]
    [InlineData("%eth0")]
    [InlineData("_")]
    [InlineData("_a b")]
    [InlineData("_\u00e9")]
    [InlineData("unix:/run/app.sock")]
    [InlineData("\"192.0.2.1\"")]
    public void WhatNamesNoClientIsRefused(string text) => Assert.False(ForwardedNode.TryParse(text, out _));
}
