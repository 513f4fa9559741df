using System.Globalization;
using Microsoft.Extensions.Logging;

namespace ZiBai.Conformance.Tests;

/// <summary>
/// With --debug a page stands where a plain 500 would have stood (README.md, "Options"), and nothing else is another. In a pipeline the option does not exist:
/// there what an app throws is for those around it.
/// </summary>
public sealed class DebugTests
{
    private const string Head = "Host: localhost\r\n";
    private const string Get = "GET / HTTP/1.1\r\n" + Head + "\r\n";

    private static readonly ZiBaiOptions _debug = new() { Debug = true };

    /// <summary>"Answer what the app throws with a page that shows it" (README.md, "Options", --debug).</summary>
    [Theory]
    [Forms("*/*", "text/plain; charset=utf-8", DirectOnly = true)]
    [Forms("text/html", "text/html; charset=utf-8", DirectOnly = true)]
    public async Task AFailureIsAnsweredWithAPageAndTheConnectionLivesOn(Door door, AppForm form, string accept, string contentType)
    {
        await using var served = await ServedApp.StartAsync(door, Fail, form, options: _debug);
        await using var connection = await served.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            var response = await connection.RequestAsync($"GET / HTTP/1.1\r\n{Head}Accept: {accept}\r\n\r\n");

            Assert.Equal("HTTP/1.1 500 Internal Server Error", response.StatusLine);
            Assert.Equal(contentType, response.Header("Content-Type"));
            Assert.Equal(response.Body.Length.ToString(CultureInfo.InvariantCulture), response.Header("Content-Length"));
            Assert.Equal(("no-store", "nosniff"), (response.Header("Cache-Control"), response.Header("X-Content-Type-Options")));
            Assert.StartsWith("default-src 'none'; style-src 'sha256-", response.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Equal((null, null), (response.Header("X-App"), response.Header("Connection")));
            Assert.Contains("of the app", response.BodyText, StringComparison.Ordinal);
        }

        await served.StopAsync();
        Assert.All(served.Complaints.Where(static entry => entry.EventId.Name != "DebugPages"), static entry =>
            Assert.Equal(("zibai.error", "AppFailed", "of the app"), (entry.Category, entry.EventId.Name, entry.Exception!.Message)));
        Assert.Equal(3, served.Complaints.Count);
    }

    /// <summary>The option is off by default (README.md, "Options", --debug).</summary>
    [Theory]
    [Forms(DirectOnly = true)]
    public async Task WithoutTheOptionItIsThePlainAnswer(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, Fail, form);

        Assert.Equal(Apps.InternalServerError, (await served.RequestAsync(Get)).Masked());
    }

    /// <summary>It came to a server of this machine, and is about another: a page of that other's, in a browser here, may have sent it. (README.md, "Write your own app".)</summary>
    [Theory]
    [Forms("example.com", DirectOnly = true)]
    [Forms("127.0.0.1.example.com:8000", DirectOnly = true)]
    public async Task AHostOfSomebodyElsesGetsThePlainAnswer(Door door, AppForm form, string host)
    {
        await using var served = await ServedApp.StartAsync(door, Fail, form, options: _debug);

        Assert.Equal(Apps.InternalServerError, (await served.RequestAsync($"GET / HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n\r\n")).Masked());
    }

    /// <summary>"To clients on this machine" (README.md, "Options", --debug).</summary>
    [Theory]
    [Forms("X-Forwarded-For: 192.0.2.1", "127.0.0.1", DirectOnly = true)]
    [Forms("X-Forwarded-For: unknown", "127.0.0.1", DirectOnly = true)]
    [Forms("X-Forwarded-For: 127.0.0.1", "", DirectOnly = true)]
    [Forms("X-Forwarded-Host: example.com", "127.0.0.1", DirectOnly = true)]
    [Forms("Forwarded: for=192.0.2.1", "127.0.0.1", DirectOnly = true)]
    public async Task BehindAProxyClientsFromElsewhereGetThePlainAnswer(Door door, AppForm form, string forwarded, string trusted)
    {
        await using var served = await ServedApp.StartAsync(door, Fail, form, options: _debug with { ForwardedAllowIps = trusted });

        Assert.Equal(Apps.InternalServerError, (await served.RequestAsync($"GET / HTTP/1.1\r\n{Head}{forwarded}\r\n\r\n")).Masked());
    }

    /// <summary>Over a Unix socket nobody can tell where a client is: --debug-anywhere is for everyone. (README.md, "Write your own app".)</summary>
    [Theory]
    [Forms("Host: example.com", DirectOnly = true)]
    public async Task AnyoneGetsItAnywhereWhereThatIsAskedFor(Door door, AppForm form, string host)
    {
        await using var served = await ServedApp.StartAsync(door, Fail, form, Network.Unix, options: new ZiBaiOptions { DebugAnywhere = true });

        Assert.Contains("of the app", (await served.RequestAsync($"GET / HTTP/1.1\r\n{host}\r\n\r\n")).BodyText, StringComparison.Ordinal);
    }

    /// <summary>"`HEAD` ... send no body bytes" (contract.md, start_response and the body): it gets the headers of the page.</summary>
    [Theory]
    [Forms(DirectOnly = true)]
    public async Task AFailedHeadHasNoBody(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, Fail, form, options: _debug);

        var text = await served.ReadToEndAsync($"HEAD / HTTP/1.1\r\n{Head}Connection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 500 Internal Server Error\r\nContent-Length: ", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", text, StringComparison.Ordinal);
        Assert.Equal(text.Length - 4, text.IndexOf("\r\n\r\n", StringComparison.Ordinal));
    }

    /// <summary>The page is in the place of the plain 500 (README.md, "Options", --debug), and no more of a response than that.</summary>
    [Theory]
    [Forms(DirectOnly = true)]
    public async Task AClientOfHttp10GetsItAndTheEndOfItsConnection(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, Fail, form, options: _debug);

        var text = await served.ReadToEndAsync($"GET / HTTP/1.0\r\n{Head}\r\n");

        Assert.StartsWith("HTTP/1.1 500 Internal Server Error\r\nContent-Length: ", text, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", text, StringComparison.Ordinal);
        Assert.Contains("of the app", text, StringComparison.Ordinal);
    }

    /// <summary>A body that the app left unread is the server's to pass over, and is not looked at for the page. (RFC 9112 section 9.3.)</summary>
    [Theory]
    [Forms(DirectOnly = true)]
    public async Task ABodyThatNobodyReadIsPassedOver(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, Fail, form, options: _debug);
        await using var connection = await served.ConnectAsync();

        var response = await connection.RequestAsync($"POST / HTTP/1.1\r\n{Head}Content-Length: 6\r\n\r\nsecret");
        var next = await connection.RequestAsync(Get);

        Assert.Contains("wsgi.input             <InputStream>", response.BodyText, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", response.BodyText, StringComparison.Ordinal);
        Assert.Equal(500, next.StatusCode);
    }

    /// <summary>"After: the connection is broken off, never closed as if complete" (contract.md, start_response and the body).</summary>
    [Theory]
    [Forms(DirectOnly = true)]
    public async Task AResponseThatHasBegunIsBrokenOffAsEver(Door door, AppForm form)
    {
        var received = new Gate();

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            yield return Wire.Bytes("the first chunk");
            received.Block();
            throw new InvalidOperationException("of the app");
        }

        await using var served = await ServedApp.StartAsync(door, App, form, options: _debug);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Get);
        await connection.ReadUntilAsync("the first chunk");
        received.Open();

        var broken = await Assert.ThrowsAsync<ConnectionEndedException>(connection.ReadToEndAsync);
        Assert.Equal(ConnectionEnd.Reset, broken.End);
        Assert.DoesNotContain("of the app", broken.Message, StringComparison.Ordinal);
    }

    /// <summary>"What the app returned is disposed exactly once ... on error" (contract.md, start_response and the body).</summary>
    [Theory]
    [Forms(DirectOnly = true)]
    public async Task WhatTheAppReturnedIsStillClosedOnce(Door door, AppForm form)
    {
        var closed = 0;

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            try
            {
                startResponse("200 OK", []);
                yield return default;
                throw new InvalidOperationException("of the app");
            }
            finally
            {
                closed++;
            }
        }

        await using var served = await ServedApp.StartAsync(door, App, form, options: _debug);

        Assert.Contains("of the app", (await served.RequestAsync(Get)).BodyText, StringComparison.Ordinal);
        Assert.Equal(1, closed);
    }

    /// <summary>"A bad status or header makes `startResponse` throw" (contract.md): where and why is shown, and so is what --validate finds.</summary>
    [Theory]
    [Forms(false, "A status is three digits", DirectOnly = true)]
    [Forms(true, "The app broke the rule ", DirectOnly = true)]
    public async Task WhatTheServerOrTheValidatorRefusesIsShown(Door door, AppForm form, bool validate, string expected)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            (_, startResponse) =>
            {
                startResponse("OK", [("Content-Type", "text/plain")]);
                return [];
            },
            form,
            options: _debug with { Validate = validate });

        Assert.Contains(expected, (await served.RequestAsync(Get)).BodyText, StringComparison.Ordinal);
    }

    /// <summary>A hostile request is text in the page, whatever it holds. (README.md, "Write your own app".)</summary>
    [Theory]
    [Forms(DirectOnly = true)]
    public async Task WhatARequestHoldsIsEncoded(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, Echoing, form, options: _debug);

        var page = (await served.RequestAsync(
            $"GET /%3Cscript%3Ealert(1)%3C/script%3E?<script>alert(2)</script> HTTP/1.1\r\n{Head}Accept: text/html\r\nX-Bad: </td><script>alert(3)</script>\u0085\r\n\r\n")).BodyText;

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("?&lt;script&gt;alert(2)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("&lt;/td&gt;&lt;script&gt;alert(3)&lt;/script&gt;", page, StringComparison.Ordinal);
    }

    /// <summary>What goes wrong in a pipeline is the pipeline's: a site that wants pages has its own. (README.md, "Inside an ASP.NET Core pipeline".)</summary>
    [Fact]
    public async Task InAPipelineThereAreNone()
    {
        await using var served = await ServedApp.StartAsync(Door.Middleware, Fail, options: _debug);

        Assert.Equal(Apps.Failed(Door.Middleware), (await served.RequestAsync(Get)).Masked());
        Assert.Equal("ApplicationError", Assert.Single(served.Complaints).EventId.Name);
        Assert.Equal(LogLevel.Error, served.Complaints[0].Level);
    }

    private static Chunks Fail(EnvironMap environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("X-App", "1"), ("Content-Type", "text/html")]);
        throw new InvalidOperationException("of the app");
    }

    private static Chunks Echoing(EnvironMap environ, StartResponse startResponse) =>
        throw new InvalidOperationException($"{environ["PATH_INFO"]} {environ["HTTP_X_BAD"]}");
}
