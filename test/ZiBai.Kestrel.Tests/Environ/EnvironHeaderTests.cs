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

    [Theory]
    [InlineData("X_Real_IP", "HTTP_X_REAL_IP")]
    [InlineData("x_real-ip", "HTTP_X_REAL_IP")]
    [InlineData("_", "HTTP__")]
    public void ANameWithAnUnderscoreIsMappedWhereThatIsAskedFor(string name, string key)
    {
        var exchange = new Exchange();
        exchange.Request.Headers[name] = new StringValues(["a", "b"]);
        var settings = Exchange.Settings(headerMap: HeaderMap.Dangerous);

        Assert.Equal("a,b", exchange.Environ(settings)[key]);
        Assert.Equal("a,b", exchange.Environ(settings).Single(pair => pair.Key == key).Value);
    }

    [Theory]
    [InlineData("X-A", "X_A")]
    [InlineData("X_A", "X-A")]
    public void ValuesOfBothNamesAreJoinedInTheOrderOfTheNames(string first, string second)
    {
        var exchange = new Exchange();
        exchange.Request.Headers[first] = "1";
        exchange.Request.Headers[second] = "2";

        Assert.Equal("1,2", exchange.Environ(Exchange.Settings(headerMap: HeaderMap.Dangerous))["HTTP_X_A"]);
    }

    [Fact]
    public void WhatIsSaidOfTheBodyIsNeverMapped()
    {
        var exchange = new Exchange();
        exchange.Request.Headers["Content_Type"] = "a/b";
        exchange.Request.Headers["Content_Length"] = "3";
        var environ = exchange.Environ(Exchange.Settings(headerMap: HeaderMap.Dangerous));

        Assert.DoesNotContain(environ.Keys, static key => key.Contains("CONTENT", StringComparison.Ordinal));
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
