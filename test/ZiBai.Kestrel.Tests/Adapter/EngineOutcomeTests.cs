using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ZiBai.Environ;

namespace ZiBai.Tests.Adapter;

/// <summary>What becomes of a request, whichever form the app has.</summary>
public sealed class EngineOutcomeTests
{
    /// <summary>What an app does with a start_response: give a chunk, or throw.</summary>
    private delegate IEnumerable<string> Body(StartResponse startResponse);

    public static TheoryData<bool> Forms => [false, true];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AnAnswerIsSentAndNothingLogged(bool asynchronous)
    {
        using var serving = Serve(asynchronous, static start =>
        {
            start("201 Created", [("X-One", "1")]);
            return ["a", "b"];
        });

        var exchange = await serving.RunAsync();

        Assert.Equal((201, "ab", 0), (exchange.Response.StatusCode, exchange.Body.Text, exchange.Lifetime.Aborts));
        Assert.Empty(serving.Sink.Entries);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AnAppThatThrowsBeforeTheHeadersAnswers500AndIsLoggedOnce(bool asynchronous)
    {
        using var serving = Serve(asynchronous, static start =>
        {
            start("200 OK", [("X-Secret", "1")]);
            throw new InvalidOperationException("secret");
        });

        var exchange = await serving.RunAsync();

        Is500(exchange);
        Assert.False(exchange.Headers.ContainsKey("X-Secret"));
        var entry = Assert.Single(serving.Sink.Entries);
        Assert.Equal(("AppFailed", LogLevel.Error, Serving.Errors), (entry.EventId.Name, entry.Level, entry.Category));
        Assert.Equal("secret", entry.Exception!.Message);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AnAppThatThrowsAfterTheHeadersBreaksTheConnectionOff(bool asynchronous)
    {
        using var serving = Serve(asynchronous, static start => ThenThrow(start));

        var exchange = await serving.RunAsync();

        Assert.Equal((200, "a", 1), (exchange.Response.StatusCode, exchange.Body.Text, exchange.Lifetime.Aborts));
        Assert.Equal("AppFailed", Assert.Single(serving.Sink.Entries).EventId.Name);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AnAppThatNeverCallsStartResponseAnswers500(bool asynchronous)
    {
        using var serving = Serve(asynchronous, static _ => ["a"]);

        Is500(await serving.RunAsync());
        Assert.Contains("without calling start_response", Assert.Single(serving.Sink.Entries).Exception!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AnAppThatGivesNothingAndNeverCallsStartResponseAnswers500(bool asynchronous)
    {
        using var serving = Serve(asynchronous, static _ => []);

        Is500(await serving.RunAsync());
        Assert.Contains("without calling start_response", Assert.Single(serving.Sink.Entries).Exception!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AnAppThatReturnsNullAnswers500(bool asynchronous)
    {
        using var serving = asynchronous
            ? new Serving(static (IDictionary<string, object?> _, StartResponse _) => (IAsyncEnumerable<ReadOnlyMemory<byte>>)null!)
            : new Serving(static (IDictionary<string, object?> _, StartResponse _) => (IEnumerable<ReadOnlyMemory<byte>>)null!);

        Is500(await serving.RunAsync());
        Assert.Equal(
            "The app returned null. Return the chunks of the body; for none, an empty array.",
            Assert.Single(serving.Sink.Entries).Exception!.Message);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AMalformedBodyIsAnsweredAsTheServerSaysAndLoggedAtDebugOnly(bool asynchronous)
    {
        using var serving = Serve(asynchronous, static _ => throw OfBody(413));

        var exchange = await serving.RunAsync();

        Assert.Equal((413, "close"), (exchange.Response.StatusCode, exchange.Headers.Connection.ToString()));
        var entry = Assert.Single(serving.Sink.Entries);
        Assert.Equal(("BadRequest", LogLevel.Debug, Serving.Debug), (entry.EventId.Name, entry.Level, entry.Category));
    }

    [Fact]
    public async Task AMalformedBodyIsFoundInsideTheAppsOwnException()
    {
        using var serving = Serve(false, static _ => throw new InvalidOperationException("app", new IOException("io", OfBody(400))));

        Assert.Equal(400, (await serving.RunAsync()).Response.StatusCode);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(418)]
    [InlineData(1000)]
    public async Task TheSameErrorMadeByTheAppIsTheApps(int statusCode)
    {
        using var serving = Serve(false, _ => throw new BadHttpRequestException("the app's own", statusCode));

        Is500(await serving.RunAsync());
        Assert.Equal(("AppFailed", LogLevel.Error), (serving.Sink.Entries.Single().EventId.Name, serving.Sink.Entries.Single().Level));
    }

    [Fact]
    public async Task AResetConnectionOfTheAppsOwnIsTheApps()
    {
        using var serving = Serve(false, static _ => throw new ConnectionResetException("upstream of the app"));

        Is500(await serving.RunAsync());
        Assert.Equal("AppFailed", Assert.Single(serving.Sink.Entries).EventId.Name);
    }

    [Fact]
    public async Task AMalformedBodyFoundAfterTheFirstBytesBreaksTheConnectionOff()
    {
        using var serving = Serve(false, static start => ThenThrow(start, OfBody(400)));

        Assert.Equal(1, (await serving.RunAsync()).Lifetime.Aborts);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AClientThatHasGoneIsLoggedAtDebugOnly(bool asynchronous)
    {
        var exchange = new Exchange();
        exchange.Body.Sending = () =>
        {
            exchange.Lifetime.ClientGoes();
            return Task.CompletedTask;
        };
        using var serving = Serve(asynchronous, static start =>
        {
            start("200 OK", []);
            return ["a", "b"];
        });

        await serving.RunAsync(exchange);

        var entry = Assert.Single(serving.Sink.Entries);
        Assert.Equal(("ClientGone", LogLevel.Debug, Serving.Debug), (entry.EventId.Name, entry.Level, entry.Category));
        Assert.Equal("a", exchange.Body.Text);
    }

    [Fact]
    public async Task ACancellationOfTheAppsOwnIsItsFailure()
    {
        using var serving = Serve(false, static _ => throw new OperationCanceledException());

        Is500(await serving.RunAsync());
        Assert.Equal("AppFailed", Assert.Single(serving.Sink.Entries).EventId.Name);
    }

    [Fact]
    public async Task AnIOExceptionOfTheAppsOwnIsItsFailure()
    {
        using var serving = Serve(false, static _ => throw new IOException("disk"));

        Is500(await serving.RunAsync());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task ABodyLongerThanPromisedIsLogged(bool asynchronous)
    {
        using var serving = Serve(asynchronous, static start =>
        {
            start("200 OK", [("Content-Length", "3")]);
            return ["abcde"];
        });

        var exchange = await serving.RunAsync();

        Assert.Equal(("abc", 0), (exchange.Body.Text, exchange.Lifetime.Aborts));
        var entry = Assert.Single(serving.Sink.Entries);
        Assert.Equal(("BodyTooLong", LogLevel.Error), (entry.EventId.Name, entry.Level));
        Assert.Equal(
            "\"GET / HTTP/1.1\" 200: The app's body was longer than its Content-Length of 3; 2 bytes were not sent", entry.Message);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task ABodyShorterThanPromisedBreaksTheConnectionOffAndIsLogged(bool asynchronous)
    {
        using var serving = Serve(asynchronous, static start =>
        {
            start("200 OK", [("Content-Length", "9")]);
            return ["abc"];
        });

        var exchange = await serving.RunAsync();

        Assert.Equal(("abc", 1), (exchange.Body.Text, exchange.Lifetime.Aborts));
        Assert.Equal(("BodyTooShort", LogLevel.Error), (Assert.Single(serving.Sink.Entries).EventId.Name, serving.Sink.Entries[0].Level));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task APromisedBodyOfWhichNothingCameAnswers500(bool asynchronous)
    {
        using var serving = Serve(asynchronous, static start =>
        {
            start("200 OK", [("Content-Length", "9")]);
            return [];
        });

        Is500(await serving.RunAsync());
        Assert.Equal("BodyTooShort", Assert.Single(serving.Sink.Entries).EventId.Name);
    }

    [Fact]
    public async Task WhatStoodInTheErrorStreamIsLoggedBeforeTheFailure()
    {
        using var serving = new Serving(static (IDictionary<string, object?> environ, StartResponse _) =>
        {
            ((TextWriter)environ[EnvironKeys.WsgiErrors]!).Write("unfinished");
            throw new InvalidOperationException("app");
#pragma warning disable CS0162 // Gives the lambda its type.
            return Array.Empty<ReadOnlyMemory<byte>>();
#pragma warning restore CS0162
        });

        await serving.RunAsync();

        Assert.Equal(["WsgiErrors", "AppFailed"], serving.Sink.Entries.Select(static entry => entry.EventId.Name));
    }

    [Fact]
    public async Task ARequestIsNamedOnOneLineOfTheLog()
    {
        var exchange = new Exchange();
        exchange.Request.Method = "GE\r\nT";
        using var serving = Serve(false, static _ => throw new InvalidOperationException("app"));

        await serving.RunAsync(exchange);

        Assert.Equal("\"GE\\r\\nT / HTTP/1.1\" 500", Assert.Single(serving.Sink.Entries).Message);
    }

    private static void Is500(Exchange exchange)
    {
        Assert.Equal((500, "Internal Server Error\n", 0), (exchange.Response.StatusCode, exchange.Body.Text, exchange.Lifetime.Aborts));
        Assert.Equal("text/plain; charset=utf-8", exchange.Headers.ContentType);
    }

    private static IEnumerable<string> ThenThrow(StartResponse start, Exception? exception = null)
    {
        start("200 OK", []);
        yield return "a";
        throw exception ?? new InvalidOperationException("app");
    }

    private static Serving Serve(bool asynchronous, Body body)
    {
        return asynchronous ? new Serving((AsyncWsgiApp)RunAsync) : new Serving((WsgiApp)Run);

        IEnumerable<ReadOnlyMemory<byte>> Run(IDictionary<string, object?> environ, StartResponse start) => body(start).Select(Serving.Bytes);

        async IAsyncEnumerable<ReadOnlyMemory<byte>> RunAsync(IDictionary<string, object?> environ, StartResponse start)
        {
            await Task.Yield();
            foreach (var chunk in body(start))
            {
                yield return Serving.Bytes(chunk);
            }
        }
    }

    private static RequestBodyException OfBody(int statusCode) =>
        new("Bad chunk size.", statusCode, new BadHttpRequestException("Bad chunk size.", statusCode));
}
