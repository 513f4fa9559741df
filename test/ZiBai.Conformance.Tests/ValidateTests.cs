using Microsoft.Extensions.Logging;

namespace ZiBai.Conformance.Tests;

/// <summary>
/// With --validate an app that breaks a rule is told which, and one that keeps them is served as without; so is the server, whose own side is watched as
/// well: what it gives an app has to pass wherever requests come from.
/// </summary>
public sealed class ValidateTests
{
    private static readonly ZiBaiOptions _validate = new() { Validate = true };

    /// <summary>"Watch that the app keeps the contract's rules" (README.md, "Options", --validate). What is broken is an app's failure like any other.</summary>
    [Theory]
    [Forms]
    public async Task ABrokenRuleIsAnErrorThatNamesIt(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, WithoutContentType, form, options: _validate);

        var response = await served.RequestAsync(Apps.Get);
        await served.StopAsync();

        Assert.Equal(Apps.Failed(door), response.Masked());
        var error = Assert.Single(served.Complaints);
        Assert.Equal((LogLevel.Error, door == Door.Direct ? "AppFailed" : "ApplicationError"), (error.Level, error.EventId.Name));
        Assert.Equal("ContentTypePresent", Assert.IsType<ContractViolationException>(error.Exception).Rule.Name);
    }

    /// <summary>"For development" (README.md, "Options", --validate): by default it is off.</summary>
    [Theory]
    [Forms]
    public async Task WithoutTheOptionNobodyWatches(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, WithoutContentType, form);

        Assert.Equal("text", (await served.RequestAsync(Apps.Get)).BodyText);
    }

    /// <summary>The types and values of contract.md, "environ": the check looks at the server's side as at the app's.</summary>
    [Theory]
    [Networks("GET / HTTP/1.1\r\nHost: h\r\n\r\n")]
    [Networks("GET / HTTP/1.0\r\n\r\n")]
    [Networks("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n")]
    [Networks("PROPFIND http://h/a%20b?c HTTP/1.1\r\nHost: h\r\nX-Empty:\r\nContent-Type:\r\n\r\n")]
    [Networks("POST /shop/a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Type: a/b\r\nCookie: a=1\r\nCookie: b=2\r\n\r\nabc")]
    [Networks("POST /shop HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")]
    [Networks("GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: a\r\nX-Forwarded-Prefix: /p/\r\n\r\n")]
    [Networks("GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: unknown\r\nX-Forwarded-Prefix: /\r\n\r\n")]
    [Networks("GET / HTTP/1.1\r\nHost: h\r\nForwarded: for=\"[::1]\";proto=https;host=a\r\n\r\n")]
    public async Task TheServerKeepsItsOwnRules(Door door, Network network, string request)
    {
        await using var served = await ServedApp.StartAsync(
            door, Reading, network: network, options: _validate with { UrlPrefix = "/shop/", HeaderMap = HeaderMap.Dangerous });

        var response = await served.RequestAsync(request);
        await served.StopAsync();

        Assert.Equal("HTTP/1.1 200 OK", response.StatusLine);
        Assert.Empty(served.Complaints);
    }

    /// <summary>"`HEAD`, 1xx, 204 and 304 send no body bytes, whatever the app yields" (contract.md, start_response and the body): so it may yield them.</summary>
    [Theory]
    [Forms]
    public async Task AnAppThatAnswersHeadAsGetIsServed(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(
            door, Apps.Generator("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "6")], "abc", "def"), form, options: _validate);
        await using var connection = await served.ConnectAsync();

        var head = await connection.RequestAsync("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
        var get = await connection.RequestAsync(Apps.Get);
        await served.StopAsync();

        Assert.Equal(("", "abcdef"), (head.BodyText, get.BodyText));
        Assert.Empty(served.Complaints);
    }

    private static Chunks WithoutContentType(EnvironMap environ, StartResponse startResponse)
    {
        startResponse("200 OK", []);
        return [Wire.Bytes("text")];
    }

    private static Chunks Reading(EnvironMap environ, StartResponse startResponse)
    {
        ((InputStream)environ["wsgi.input"]!).CopyTo(Stream.Null);
        ((TextWriter)environ["wsgi.errors"]!).Flush();
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return [Wire.Bytes($"{environ.Count}")];
    }
}
