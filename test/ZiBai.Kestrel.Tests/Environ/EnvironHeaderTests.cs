using Microsoft.Extensions.Primitives;

namespace ZiBai.Tests.Environ;

public sealed class EnvironHeaderTests
{
    [Theory]
    [InlineData("X-Forwarded-For", "HTTP_X_FORWARDED_FOR", "a,b")]
    [InlineData("Cookie", "HTTP_COOKIE", "a; b")]
    [InlineData("cookie", "HTTP_COOKIE", "a; b")]
    [InlineData("Content-Type", "CONTENT_TYPE", "a,b")]
    public void RepeatedHeadersAreJoined(string name, string key, string expected)
    {
        var exchange = new Exchange();
        exchange.Request.Headers[name] = new StringValues(["a", "b"]);

        Assert.Equal(expected, exchange.Environ()[key]);
    }

    [Theory]
    [InlineData("Cookie", "HTTP_COOKIE", "a; b")]
    [InlineData("X-One", "HTTP_X_ONE", "a,b")]
    public void RepeatedHeadersAreJoinedInAnEnumerationToo(string name, string key, string expected)
    {
        var exchange = new Exchange();
        exchange.Request.Headers[name] = new StringValues(["a", "b"]);

        Assert.Equal(expected, exchange.Environ().Single(pair => pair.Key == key).Value);
    }

    [Fact]
    public void AHeaderWithoutAValueIsThereAndEmpty()
    {
        var exchange = new Exchange();
        exchange.Request.Headers["X-Empty"] = "";

        Assert.Equal("", exchange.Environ()["HTTP_X_EMPTY"]);
    }

    [Fact]
    public void AHeaderThatWasNotSentIsAbsent() => Assert.False(new Exchange().Environ().ContainsKey("HTTP_X_ABSENT"));

    [Fact]
    public void ANameWithAnUnderscoreIsDropped()
    {
        var exchange = new Exchange();
        exchange.Request.Headers["X_Real-IP"] = "spoofed";
        var environ = exchange.Environ();

        Assert.False(environ.ContainsKey("HTTP_X_REAL_IP"));
        Assert.DoesNotContain("spoofed", environ.Values);
    }

    [Fact]
    public void ANameWithAnUnderscoreDoesNotHideTheOneWithAHyphen()
    {
        var exchange = new Exchange();
        exchange.Request.Headers["X-Real-IP"] = "true";
        exchange.Request.Headers["X_Real_IP"] = "spoofed";
        var environ = exchange.Environ();

        Assert.Equal("true", environ["HTTP_X_REAL_IP"]);
        Assert.Equal("true", environ.Single(static pair => pair.Key == "HTTP_X_REAL_IP").Value);
    }

    [Fact]
    public void ContentTypeAndLengthAreNeverAlsoHttpKeys()
    {
        var exchange = new Exchange();
        exchange.Request.Headers.ContentType = "text/plain";
        exchange.Request.Headers.ContentLength = 3;
        var environ = exchange.Environ();

        Assert.Equal(("text/plain", "3"), (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]));
        Assert.False(environ.ContainsKey("HTTP_CONTENT_TYPE"));
        Assert.False(environ.ContainsKey("HTTP_CONTENT_LENGTH"));
        Assert.DoesNotContain(environ.Keys, static key => key.StartsWith("HTTP_", StringComparison.Ordinal));
    }

    [Fact]
    public void AHeaderRemovedFromTheEnvironStaysAwayAndLeavesTheOthers()
    {
        var exchange = new Exchange();
        exchange.Request.Headers["X-One"] = "1";
        exchange.Request.Headers["X-Two"] = "2";
        var environ = exchange.Environ();

        Assert.True(environ.Remove("HTTP_X_ONE"));
        Assert.False(environ.ContainsKey("HTTP_X_ONE"));
        Assert.Equal("2", environ["HTTP_X_TWO"]);
    }

    [Fact]
    public void AChangeToTheEnvironLeavesTheServersHeadersAlone()
    {
        var exchange = new Exchange();
        exchange.Request.Headers["X-One"] = "1";

        exchange.Environ()["HTTP_X_ONE"] = "changed";

        Assert.Equal("1", exchange.Request.Headers["X-One"]);
    }
}
