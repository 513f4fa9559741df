using ZiBai.Forwarding;

namespace ZiBai.Tests.Forwarding;

public sealed class ForwardedElementTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" , ,", "")]
    [InlineData("for=192.0.2.1", "192.0.2.1 - -")]
    [InlineData("For=192.0.2.1;PROTO=https;Host=a.example;by=_me;ext=1", "192.0.2.1 https a.example")]
    [InlineData("for=192.0.2.1, for=192.0.2.2", "192.0.2.1 - -|192.0.2.2 - -")]
    [InlineData("for=192.0.2.1,for=192.0.2.2 ,", "192.0.2.1 - -|192.0.2.2 - -")]
    [InlineData("for=\"[2001:db8::1]:4711\"; proto=http", "[2001:db8::1]:4711 http -")]
    [InlineData("host=\"a.example:80\"", "- - a.example:80")]
    [InlineData("host=a.example:80", "- - a.example:80")]
    [InlineData("by=\"a,b;c=\\\"d\\\\\" ;for=_x", "_x - -")]
    [InlineData("for=\"\"", " - -")]
    [InlineData("proto=http;;for=_x;", "_x http -")]
    [InlineData(";", "- - -")]
    public void ALineIsTakenApart(string line, string expected)
    {
        List<ForwardedElement> elements = [];

        Assert.True(ForwardedElement.TryRead(line, elements));
        Assert.Equal(expected, string.Join('|', elements.Select(one => $"{one.For ?? "-"} {one.Proto ?? "-"} {one.Host ?? "-"}")));
    }

    [Fact]
    public void AnElementKeepsItsText()
    {
        List<ForwardedElement> elements = [];

        Assert.True(ForwardedElement.TryRead(" for=\"[::1]\" ; by=\"a,b\" , proto=https", elements));
        Assert.Equal(["for=\"[::1]\" ; by=\"a,b\"", "proto=https"], elements.Select(one => one.Text));
    }

    [Theory]
    [InlineData("for")]
    [InlineData("for=")]
    [InlineData("=192.0.2.1")]
    [InlineData("for =192.0.2.1")]
    [InlineData("for= 192.0.2.1")]
    [InlineData("192.0.2.1")]
    [InlineData("for=192.0.2.1 proto=http")]
    [InlineData("for=\"192.0.2.1")]
    [InlineData("for=\"192.0.2.1\\")]
    [InlineData("for=\"192.0.2.1\\\"")]
    [InlineData("for=\"192.0.2.1\"x")]
    [InlineData("for=192.0.2.1\"x\"")]
    [InlineData("for=192.0.2.1;for=192.0.2.2")]
    [InlineData("for=_x;FOR=_x")]
    [InlineData("proto=http;proto=https")]
    [InlineData("host=a;host=b")]
    [InlineData("for=_x;\"proto\"=http")]
    public void AMalformedLineIsRefused(string line) => Assert.False(ForwardedElement.TryRead(line, []));
}
