using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using ZiBai.Adapter;
using ZiBai.Testing;

namespace ZiBai.Tests.Adapter;

/// <summary>Who gets a debug page, and what becomes of one that cannot be made.</summary>
public sealed class DebugPagesTests : IDisposable
{
    private const string Plain = "Internal Server Error\n";

    private readonly LogSink _sink = new();

    public void Dispose() => _sink.Dispose();

    [Theory]
    [InlineData("127.0.0.1", "localhost:8000")]
    [InlineData("::1", "[::1]:8000")]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1")]
    [InlineData(null, "localhost")]
    public async Task AClientOnThisMachineGetsIt(string? client, string host) => Assert.Contains("of the app", await AnswerAsync(From(client, host)), StringComparison.Ordinal);

    [Theory]
    [InlineData("192.0.2.1", "localhost", "", "its client is not on this machine")]
    [InlineData("::ffff:192.0.2.1", "localhost", "", "its client is not on this machine")]
    [InlineData("127.0.0.1", "rebound.example", "", "its Host is not a name of this machine alone, such as localhost")]
    [InlineData("127.0.0.1", "", "", "its Host is not a name of this machine alone, such as localhost")]
    [InlineData(null, "example.com", "", "its Host is not a name of this machine alone, such as localhost")]
    [InlineData("127.0.0.1", "localhost", "192.0.2.1", "its client is not on this machine")]
    [InlineData("127.0.0.1", "localhost", "unknown", "its client is not on this machine")]
    [InlineData(null, "localhost", "192.0.2.1", "its client is not on this machine")]
    [InlineData("127.0.0.1", "localhost", "127.0.0.1, 192.0.2.1", "its client is not on this machine")]
    public async Task AnybodyElseGetsThePlainAnswerUnlessItIsForAnyone(string? client, string host, string forwarded, string reason)
    {
        Assert.Equal(Plain, await AnswerAsync(From(client, host, forwarded)));
        Assert.Contains(_sink.Entries, entry => entry.Level == LogLevel.Debug && entry.Message == $"No debug page for GET /: {reason}");

        Assert.Contains("of the app", await AnswerAsync(From(client, host, forwarded), anyone: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AClientBehindATrustedProxyOnThisMachineGetsIt() =>
        Assert.Contains("of the app", await AnswerAsync(From("127.0.0.1", "localhost", "127.0.0.1")), StringComparison.Ordinal);

    [Fact]
    public async Task WhatTheProxySaysOfTheHostCounts()
    {
        var exchange = From("127.0.0.1", "localhost", "127.0.0.1");
        exchange.Request.Headers["X-Forwarded-Host"] = "example.com";

        Assert.Equal(Plain, await AnswerAsync(exchange));
    }

    /// <summary>A page of another site, whose name leads here (DNS rebinding), may set such headers itself, and comes from this machine.</summary>
    [Theory]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("Forwarded", "host=localhost")]
    public async Task TheHostThatCameCountsToo(string header, string value)
    {
        var exchange = From("127.0.0.1", "example.com");
        exchange.Request.Headers[header] = value;

        Assert.Equal(Plain, await AnswerAsync(exchange));
    }

    /// <summary>Its word is not taken, and so nobody knows whom it speaks for.</summary>
    [Fact]
    public async Task BehindAProxyThatIsNotTrustedNobodyGetsIt() =>
        Assert.Equal(Plain, await AnswerAsync(From("127.0.0.1", "localhost", "127.0.0.1"), trusted: ""));

    [Fact]
    public async Task APageThatCannotBeMadeIsLoggedAndThePlainAnswerIsLeft()
    {
        Assert.Equal(Plain, await AnswerAsync(From("127.0.0.1", "localhost"), breaks: true));

        var broken = Assert.Single(_sink.Entries, static entry => entry.EventId.Name == "DebugPageBroken");
        Assert.Equal((LogLevel.Error, "The debug page of GET / could not be made; the answer was the plain 500"), (broken.Level, broken.Message));
        Assert.NotNull(broken.Exception);
        Assert.Single(_sink.Entries, static entry => entry.EventId.Name == "AppFailed");
    }

    [Fact]
    public async Task WhatTheAppThrewIsLoggedAsWithoutThePage()
    {
        await AnswerAsync(From("127.0.0.1", "localhost"));

        var entry = Assert.Single(_sink.Entries);
        Assert.Equal(("AppFailed", "\"GET / HTTP/1.1\" 500", "of the app"), (entry.EventId.Name, entry.Message, entry.Exception!.Message));
    }

    [Fact]
    public async Task ABodyThatIsTooShortIsShownToo()
    {
        var exchange = From("127.0.0.1", "localhost");

        var answer = await AnswerAsync(exchange, app: static (_, startResponse) =>
        {
            startResponse("200 OK", [("Content-Length", "3")]);
            return [];
        });

        Assert.Contains("The app's body was shorter than its Content-Length of 3", answer, StringComparison.Ordinal);
        Assert.Equal("BodyTooShort", Assert.Single(_sink.Entries).EventId.Name);
    }

    [Fact]
    public async Task WhatIsNotTheAppsFailureIsAnsweredAsEver()
    {
        var exchange = From("127.0.0.1", "localhost");
        exchange.Request.RawTarget = "/\u0001";

        Assert.Equal("Bad Request\n", await AnswerAsync(exchange));
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    public void OptionsAskForThem(bool debug, bool anywhere, bool expected) => Assert.Equal(
        expected,
        DebugPages.Of(new ZiBaiOptions { Debug = debug, DebugAnywhere = anywhere }, TimeProvider.System, _sink.CreateLogger("e"), _sink.CreateLogger("d")) is not null);

    [Theory]
    [InlineData(false, false, null)]
    [InlineData(true, false, "Debug pages are on: ")]
    [InlineData(true, true, "DEBUG PAGES ARE ON FOR EVERYONE (--debug-anywhere): ")]
    public void TheyAreAnnouncedWithAWarning(bool debug, bool anywhere, string? start)
    {
        DebugNotice.Log(_sink.CreateLogger("zibai"), new ZiBaiOptions { Debug = debug, DebugAnywhere = anywhere });

        Assert.Equal(start is null ? 0 : 1, _sink.Entries.Count);
        Assert.All(_sink.Entries, entry => Assert.True(entry.Level == LogLevel.Warning && entry.Message.StartsWith(start!, StringComparison.Ordinal), entry.Message));
    }

    private static Exchange From(string? client, string host, string forwarded = "")
    {
        var exchange = new Exchange();
        exchange.Request.Headers.Host = host;
        if (client is not null)
        {
            exchange.Features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { RemoteIpAddress = IPAddress.Parse(client), RemotePort = 1 });
        }

        if (forwarded.Length > 0)
        {
            exchange.Request.Headers["X-Forwarded-For"] = forwarded;
        }

        return exchange;
    }

    private async Task<string> AnswerAsync(Exchange exchange, bool anyone = false, string trusted = "127.0.0.1", bool breaks = false, WsgiApp? app = null)
    {
        var debug = _sink.CreateLogger(Serving.Debug);
        app ??= (environ, _) =>
        {
            environ["broken"] = breaks ? new BrokenType() : null;
            throw new InvalidOperationException("of the app");
        };
        var pages = new DebugPages(anyone, DateTimeOffset.MaxValue, _sink.CreateLogger(Serving.Errors), debug);
        var engine = new WsgiEngine(new AppEntry(app), new DrainFlag(), Serving.Records(_sink), debug, pages: pages);
        var context = new RequestContext(Exchange.Settings(forwardedAllowIps: trusted));
        context.Reset(exchange.Features);
        await engine.RunAsync(context).WaitAsync(Timeouts.Default);
        return exchange.Body.Text;
    }

    /// <summary>A type that cannot even be named.</summary>
    private sealed class BrokenType() : TypeDelegator(typeof(int))
    {
        public override int GetHashCode() => throw new NotSupportedException("Not even that.");
    }
}
