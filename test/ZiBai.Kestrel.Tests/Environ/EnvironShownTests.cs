namespace ZiBai.Tests.Environ;

/// <summary>An environ that somebody looks at, without becoming one that somebody used.</summary>
public sealed class EnvironShownTests
{
    private readonly Exchange _exchange = new("POST");

    [Fact]
    public void ItIsWhatTheAppSees()
    {
        _exchange.Request.Headers.Accept = "*/*";
        var environ = _exchange.Environ();
        environ["custom"] = 1;
        environ["REQUEST_METHOD"] = "changed";
        environ.Remove("QUERY_STRING");

        var shown = environ.Shown().ToDictionary();

        Assert.Equal(environ.Keys.Order(StringComparer.Ordinal), shown.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((1, "changed", "*/*"), (shown["custom"], shown["REQUEST_METHOD"], shown["HTTP_ACCEPT"]));
    }

    [Fact]
    public void NothingIsMadeForTheLooking()
    {
        _exchange.Request.Body = new Untouchable();
        var environ = _exchange.Environ();

        var shown = environ.Shown().ToDictionary();

        Assert.Equal(typeof(InputStream), shown["wsgi.input"]);
        Assert.Equal(typeof(TextWriter), shown["wsgi.errors"]);
        Assert.Equal(typeof(CancellationToken), shown["zibai.request_aborted"]);
        Assert.Equal(true, shown["wsgi.input_terminated"]);
    }

    [Fact]
    public void WhatTheAppHasAskedForIsShownItself()
    {
        var environ = _exchange.Environ();
        var input = environ["wsgi.input"];

        Assert.Same(input, environ.Shown().ToDictionary()["wsgi.input"]);
    }

    [Theory]
    [InlineData("/a?b", "https://h:1/a?b")]
    [InlineData("http://other/a", "http://other/a")]
    [InlineData("*", "*")]
    public void TheUrlIsTheClients(string target, string url)
    {
        _exchange.Request.RawTarget = target;
        _exchange.Request.Headers.Host = "h:1";

        Assert.Equal(url, _exchange.Environ(Exchange.Settings(urlScheme: "https")).Url());
    }

    [Theory]
    [InlineData("127.0.0.1,::1", false)]
    [InlineData("", true)]
    public void WhoSpeaksForTheClientAndIsNotTrustedIsNoted(string trusted, bool isStranger)
    {
        var environ = _exchange.Environ(Exchange.Settings(forwardedAllowIps: trusted));
        Assert.False(environ.IsForwardedByStranger);
        _exchange.Request.Headers["X-Forwarded-Proto"] = "https";

        Assert.Null(environ.TakeForwarded());

        Assert.Equal(isStranger, environ.IsForwardedByStranger);
    }

    private sealed class Untouchable : MemoryStream
    {
        public override bool CanRead => throw new InvalidOperationException("The body was looked at.");

        public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("The body was read.");
    }
}
