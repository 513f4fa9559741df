using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using ZiBai.Environ;

namespace ZiBai.Tests.Environ;

public sealed class EnvironValueTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("?", "")]
    [InlineData("?a=1&b=%20", "a=1&b=%20")]
    [InlineData("??", "?")]
    public void TheQueryStringLacksItsQuestionMarkAndIsNotDecoded(string raw, string expected)
    {
        var exchange = new Exchange();
        exchange.Request.QueryString = raw;

        Assert.Equal(expected, exchange.Environ()["QUERY_STRING"]);
    }

    [Fact]
    public void TheRequestTargetIsGivenAsSentUnderBothNames()
    {
        var exchange = new Exchange();
        exchange.Request.RawTarget = "/a%2Fb?c";
        var environ = exchange.Environ();

        Assert.Equal(("/a%2Fb?c", "/a%2Fb?c"), (environ["REQUEST_URI"], environ["RAW_URI"]));
    }

    [Fact]
    public void AMountedAppSeesItsPrefixAndTheRest()
    {
        var exchange = new Exchange();
        exchange.Request.Path = "/app/page";
        var environ = exchange.Environ(Exchange.Settings(scriptName: "/app"));

        Assert.Equal(("/app", "/page"), (environ["SCRIPT_NAME"], environ["PATH_INFO"]));
    }

    [Theory]
    [InlineData("http", "http", "http")]
    [InlineData("http", "https", "https")]
    [InlineData("https", "http", "https")]
    public void TheSchemeIsThatOfTheSettingsUnlessTheConnectionIsSecure(string connection, string settings, string expected)
    {
        var exchange = new Exchange();
        exchange.Request.Scheme = connection;

        Assert.Equal(expected, exchange.Environ(Exchange.Settings(urlScheme: settings))["wsgi.url_scheme"]);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void ThreadsAndProcessesAreThoseOfTheSettings(bool multithread, bool multiprocess)
    {
        var environ = new Exchange().Environ(Exchange.Settings(multithread: multithread, multiprocess: multiprocess));

        Assert.Equal((multithread, multiprocess), (environ["wsgi.multithread"], environ["wsgi.multiprocess"]));
    }

    [Fact]
    public void BothEndsOfTheConnectionAreGiven()
    {
        var exchange = new Exchange();
        exchange.Features.Set<IHttpConnectionFeature>(new HttpConnectionFeature
        {
            LocalIpAddress = IPAddress.IPv6Loopback,
            LocalPort = 8000,
            RemoteIpAddress = IPAddress.Parse("::ffff:192.0.2.1"),
            RemotePort = 4711,
        });
        var environ = exchange.Environ();

        Assert.Equal(["::1", "8000", "192.0.2.1", "4711"], Ends(environ));
    }

    [Fact]
    public void AServerWithoutSocketsIsNamedByTheHostHeader()
    {
        var exchange = new Exchange();
        exchange.Request.Headers.Host = "example.com:8080";

        Assert.Equal(["example.com", "8080", "", ""], Ends(exchange.Environ()));
    }

    [Fact]
    public void TheErrorStreamGoesToTheErrorLoggerWhenTheRequestEnds()
    {
        using var sink = new ZiBai.Testing.LogSink();
        var environ = new Exchange().Environ(Exchange.Settings(sink.CreateLogger("errors")));
        ((TextWriter)environ["wsgi.errors"]!).Write("unfinished");

        environ.FlushErrors();

        Assert.Equal("unfinished", Assert.Single(sink.Entries).Message);
    }

    [Fact]
    public void FlushingErrorsOfAnAppThatWroteNoneDoesNothing() => new Exchange().Environ().FlushErrors();

    [Fact]
    public void TheInputIsTheRequestsBody()
    {
        var exchange = new Exchange();
        exchange.Request.Body = new MemoryStream("a\nb"u8.ToArray());

        Assert.Equal("a\n", Encoding.ASCII.GetString(((InputStream)exchange.Environ()["wsgi.input"]!).ReadLine()));
    }

    [Fact]
    public void TheFileWrapperMakesFileWrappers()
    {
        using var stream = new MemoryStream();
        using var wrapper = ((Func<Stream, int, FileWrapper>)new Exchange().Environ()["wsgi.file_wrapper"]!)(stream, 7);

        Assert.Equal((stream, 7), (wrapper.Stream, wrapper.BlockSize));
    }

    [Fact]
    public void TheFeaturesAreTheRequestsOwn()
    {
        var exchange = new Exchange();

        Assert.Same(exchange.Features, exchange.Environ()["zibai.features"]);
    }

    [Fact]
    public void TheAbortTokenFiresWhenTheClientGoes()
    {
        var exchange = new Exchange();
        var aborted = (CancellationToken)exchange.Environ()["zibai.request_aborted"]!;

        exchange.Lifetime.ClientGoes();

        Assert.True(aborted.IsCancellationRequested);
    }

    [Fact]
    public void AServerWithoutLifetimesHasATokenThatNeverFires()
    {
        var exchange = new Exchange();
        exchange.Features.Set<IHttpRequestLifetimeFeature>(null);

        Assert.Equal(CancellationToken.None, exchange.Environ()["zibai.request_aborted"]);
    }

    private static string[] Ends(RequestEnviron environ) =>
        [.. new[] { "SERVER_NAME", "SERVER_PORT", "REMOTE_ADDR", "REMOTE_PORT" }.Select(key => (string)environ[key]!)];
}
