using System.Globalization;

namespace ZiBai.Conformance.Tests;

public sealed class StartResponseTests
{
    private const string Get = Apps.Get;

    /// <summary>"Hello world is then" (contract.md, Shapes) exactly these bytes.</summary>
    [Theory]
    [Forms]
    public async Task HelloWorldIsExactlyTheseBytes(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            (_, startResponse) =>
            {
                startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "12")]);
                return [Wire.Bytes("Hello World!")];
            },
            form);

        var response = await served.RequestAsync(Get);

        Assert.Equal(
            "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nContent-Type: text/plain; charset=utf-8\r\nDate: *\r\nServer: Z\u00ee B\u00e1i\r\n\r\nHello World!",
            response.Masked());
    }

    /// <summary>RFC 9110 section 6.6.1: Date is the time in its preferred form.</summary>
    [Theory]
    [Doors]
    public async Task TheDateIsNow(Door door)
    {
        await using var served = await ServedApp.StartAsync(door, Answer("200 OK"));

        var date = (await served.RequestAsync(Get)).Header("Date")!;

        var parsed = DateTimeOffset.ParseExact(date, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Assert.InRange(parsed, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    /// <summary>The reason is sent on HTTP/1 as the app gave it (RFC 9112 section 4).</summary>
    [Theory]
    [Doors("200 OK", "200 OK")]
    [Doors("200 Fine by me", "200 Fine by me")]
    [Doors("799 Custom", "799 Custom")]
    [Doors("999 Last", "999 Last")]
    [Doors("599 ", "599 ")]
    public async Task TheReasonIsSent(Door door, string status, string sent)
    {
        await using var served = await ServedApp.StartAsync(door, Answer(status));

        Assert.Equal("HTTP/1.1 " + sent, (await served.RequestAsync(Get)).StatusLine);
    }

    /// <summary>
    /// Headers go out as given (PEP 3333, "The start_response() Callable"): repeated ones in their order, every Latin-1 byte intact; "Server ...
    /// unless the app set its own" (contract.md, start_response and the body).
    /// </summary>
    [Theory]
    [Doors]
    public async Task HeadersAreSentAsGiven(Door door)
    {
        var bytes = string.Concat(Enumerable.Range(0x21, 0xdf).Where(c => c != 0x7f).Select(c => (char)c));
        await using var served = await ServedApp.StartAsync(
            door,
            Answer("200 OK", ("Set-Cookie", "a=1"), ("X-Bytes", bytes), ("Set-Cookie", "b=2"), ("x-lower", "v"), ("Server", "mine \u00e9"), ("X-Empty", "")));

        var response = await served.RequestAsync(Get);

        Assert.Equal(["a=1", "b=2"], response.HeaderValues("Set-Cookie"));
        Assert.Equal((bytes, "mine \u00e9", ""), (response.Header("X-Bytes"), response.Header("Server"), response.Header("X-Empty")));
        Assert.Contains("\r\nx-lower: v\r\n", Wire.Text(response.Wire), StringComparison.Ordinal);
    }

    /// <summary>
    /// "A bad status or header makes startResponse throw, so the app sees it where it was made" (contract.md, start_response and the body); the app
    /// can still answer.
    /// </summary>
    [Theory]
    [Doors("OK", "X", "v")]
    [Doors("200", "X", "v")]
    [Doors("200OK", "X", "v")]
    [Doors("099 Low", "X", "v")]
    [Doors("1000 High", "X", "v")]
    [Doors("+20 Sign", "X", "v")]
    [Doors("200 a\r\nb", "X", "v")]
    [Doors("200 \u4f60", "X", "v")]
    [Doors("200 OK", "", "v")]
    [Doors("200 OK", "a b", "v")]
    [Doors("200 OK", "a:", "v")]
    [Doors("200 OK", "\u00e9", "v")]
    [Doors("200 OK", "X", "a\r\nInjected: b")]
    [Doors("200 OK", "X", "a\nb")]
    [Doors("200 OK", "X", "a\0b")]
    [Doors("200 OK", "X", "\u20ac")]
    [Doors("200 OK", "Content-Length", "-1")]
    [Doors("200 OK", "Content-Length", "1x")]
    [Doors("200 OK", "Connection", "close")]
    [Doors("200 OK", "transfer-encoding", "chunked")]
    [Doors("200 OK", "Upgrade", "h2c")]
    [Doors("200 OK", "Keep-Alive", "1")]
    public async Task ABadStatusOrHeaderIsRefusedWhereItIsMade(Door door, string status, string name, string value)
    {
        await using var served = await ServedApp.StartAsync(door, (_, startResponse) =>
        {
            var refusal = Assert.ThrowsAny<ArgumentException>(() => startResponse(status, [("X-Ok", "1"), (name, value)]));
            Assert.StartsWith("start_response was called with", refusal.Message, StringComparison.Ordinal);
            startResponse("200 Refused", []);
            return [];
        });

        Assert.Equal(
            "HTTP/1.1 200 Refused\r\nContent-Length: 0\r\nDate: *\r\nServer: Z\u00ee B\u00e1i\r\n\r\n", (await served.RequestAsync(Get)).Masked());
    }

    /// <summary>PEP 3333: start_response must not be called a second time without exc_info.</summary>
    [Theory]
    [Forms]
    public async Task ASecondCallWithoutExcInfoIsRefused(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            (_, startResponse) =>
            {
                startResponse("200 First", []);
                Assert.Throws<InvalidOperationException>(() => startResponse("200 Second", []));
                return [];
            },
            form);

        Assert.Equal("HTTP/1.1 200 First", (await served.RequestAsync(Get)).StatusLine);
    }

    /// <summary>PEP 3333: with exc_info, and before the headers are sent, the new ones replace the old.</summary>
    [Theory]
    [Forms]
    public async Task ACallWithExcInfoReplacesWhatIsUnsent(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            (_, startResponse) =>
            {
                startResponse("200 Never sent", [("X-Old", "1"), ("X-Both", "old"), ("Content-Length", "99"), ("Server", "old")]);
                startResponse("500 Oops", [("X-Both", "new"), ("Content-Length", "4")], new InvalidOperationException("reported"));
                return [Wire.Bytes("oops")];
            },
            form);

        Assert.Equal(
            "HTTP/1.1 500 Oops\r\nContent-Length: 4\r\nDate: *\r\nServer: Z\u00ee B\u00e1i\r\nX-Both: new\r\n\r\noops",
            (await served.RequestAsync(Get)).Masked());
    }

    /// <summary>exc_info may be given at the first call too (PEP 3333, "The start_response() Callable").</summary>
    [Theory]
    [Doors]
    public async Task AFirstCallMayCarryExcInfo(Door door)
    {
        await using var served = await ServedApp.StartAsync(door, (_, startResponse) =>
        {
            startResponse("500 Oops", [], new InvalidOperationException("reported"));
            return [];
        });

        Assert.Equal("HTTP/1.1 500 Oops", (await served.RequestAsync(Get)).StatusLine);
    }

    /// <summary>PEP 3333: with exc_info after the headers were sent, start_response raises it, with its own stack trace.</summary>
    [Theory]
    [Forms]
    public async Task ACallWithExcInfoAfterTheHeadersRethrowsIt(Door door, AppForm form)
    {
        var received = new Gate();

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            yield return Wire.Bytes("first");
            received.Block();
            try
            {
                ThrowDeepInside();
            }
            catch (InvalidOperationException e)
            {
                startResponse("500 Oops", [], e);
            }
        }

        await using var served = await ServedApp.StartAsync(door, App, form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Get);
        await connection.ReadUntilAsync("5\r\nfirst\r\n");
        received.Open();

        Assert.Equal(ConnectionEnd.Reset, await connection.WaitForEndAsync());
        var logged = await served.Log.WaitForAsync(entry => entry.Exception is InvalidOperationException { Message: "deep inside" });
        Assert.Contains(nameof(ThrowDeepInside), logged.Exception!.StackTrace, StringComparison.Ordinal);
    }

    /// <summary>PEP 3333, "The write() Callable": what is written goes out before what is returned, and before write returns.</summary>
    [Theory]
    [Forms]
    public async Task WhatIsWrittenIsSentAtOnceAndBeforeTheBody(Door door, AppForm form)
    {
        var received = new Gate();
        await using var served = await ServedApp.StartAsync(
            door,
            (_, startResponse) =>
            {
                var write = startResponse("200 OK", [("Content-Type", "text/plain")]);
                write(Wire.Bytes("written "));
                received.Block();
                write(Wire.Bytes("again "));
                return [Wire.Bytes("returned")];
            },
            form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Get);

        var head = await connection.ReadUntilAsync("8\r\nwritten \r\n");
        received.Open();
        var rest = await connection.ReadUntilAsync("0\r\n\r\n");

        Assert.Equal(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nDate: *\r\nServer: Z\u00ee B\u00e1i\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nwritten \r\n",
            Wire.Masked(head));
        Assert.Equal("6\r\nagain \r\n8\r\nreturned\r\n0\r\n\r\n", Wire.Text(rest));
    }

    /// <summary>
    /// "Headers are sent with the first non-empty chunk" (contract.md, start_response and the body): until then start_response may still be
    /// replaced.
    /// </summary>
    [Theory]
    [Forms]
    public async Task AnEmptyChunkDoesNotSendTheHeaders(Door door, AppForm form)
    {
        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            startResponse("200 Too early", []);
            yield return default;
            startResponse("200 In time", [], new InvalidOperationException("reported"));
            yield return Wire.Bytes("x");
        }

        await using var served = await ServedApp.StartAsync(door, App, form);

        var response = await served.RequestAsync(Get);

        Assert.Equal(("HTTP/1.1 200 In time", "x"), (response.StatusLine, response.BodyText));
    }

    /// <summary>PEP 3333: an app that is a generator calls start_response only when its first chunk is asked for.</summary>
    [Theory]
    [Forms]
    public async Task StartResponseMayBeCalledWithinTheIteration(Door door, AppForm form)
    {
        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            yield return default;
            startResponse("200 Late", []);
        }

        await using var served = await ServedApp.StartAsync(door, App, form);

        Assert.Equal("HTTP/1.1 200 Late", (await served.RequestAsync(Get)).StatusLine);
    }

    private static WsgiApp Answer(string status, params (string Name, string Value)[] headers) => (_, startResponse) =>
    {
        startResponse(status, headers);
        return [];
    };

    private static void ThrowDeepInside() => throw new InvalidOperationException("deep inside");
}
