using System.Net;
using System.Text;

namespace ZiBai.Conformance.Tests;

public sealed partial class EnvironTests
{
    /// <summary>RFC 3875 section 4.1.18: the name in upper case, with hyphens turned to underscores, after HTTP_.</summary>
    [Theory]
    [Doors("accept: */*", "HTTP_ACCEPT", "*/*")]
    [Doors("X-Forwarded-For: 1.2.3.4", "HTTP_X_FORWARDED_FOR", "1.2.3.4")]
    [Doors("x-!#$%&'*+.^`|~9: odd", "HTTP_X_!#$%&'*+.^`|~9", "odd")]
    [Doors("X-Space: \t a  b \t", "HTTP_X_SPACE", "a  b")]
    [Doors("X-Empty:", "HTTP_X_EMPTY", "")]
    [Doors("Authorization: Basic abc", "HTTP_AUTHORIZATION", "Basic abc")]
    [Doors("Connection: keep-alive", "HTTP_CONNECTION", "keep-alive")]
    public async Task AHeaderHasItsKey(Door door, string line, string key, string value)
    {
        var (environ, _) = await EnvironOfAsync(door, $"GET / HTTP/1.1\r\nHost: h\r\n{line}\r\n\r\n");

        Assert.Equal(value, environ[key]);
    }

    /// <summary>Repeated fields are joined with a comma (RFC 9110 section 5.3), cookies with a semicolon (RFC 6265 section 5.4).</summary>
    [Theory]
    [Doors]
    public async Task RepeatedHeadersAreJoined(Door door)
    {
        var (environ, _) = await EnvironOfAsync(
            door, "GET / HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nCookie: a=1\r\nx-a: 2\r\nX-A: 3\r\nCookie: b=2\r\nAccept: a\r\nAccept: b\r\n\r\n");

        Assert.Equal(("1,2,3", "a=1; b=2", "a,b"), (environ["HTTP_X_A"], environ["HTTP_COOKIE"], environ["HTTP_ACCEPT"]));
    }

    /// <summary>Header values are Latin-1, so that every byte survives (PEP 3333, "A Note On String Types").</summary>
    [Theory]
    [Doors]
    public async Task EveryByteOfAHeaderSurvives(Door door)
    {
        var value = string.Concat(Enumerable.Range(0x21, 0xdf).Where(c => c != 0x7f).Select(c => (char)c));

        var (environ, _) = await EnvironOfAsync(door, $"GET / HTTP/1.1\r\nHost: h\r\nX-Bytes: {value}\r\nUser-Agent: {value}\r\n\r\n");

        Assert.Equal((value, value), (environ["HTTP_X_BYTES"], environ["HTTP_USER_AGENT"]));
    }

    /// <summary>"Latin-1 so that every byte survives" (contract.md, environ): UTF-8 arrives as its bytes, one character each, as in Python.</summary>
    [Theory]
    [Doors]
    public async Task Utf8InAHeaderArrivesAsItsBytes(Door door)
    {
        var bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("Zi\u20ac \u4f60"));

        var (environ, _) = await EnvironOfAsync(door, $"GET / HTTP/1.1\r\nHost: h\r\nX-Name: {bytes}\r\n\r\n");

        Assert.Equal(bytes, environ["HTTP_X_NAME"]);
    }

    /// <summary>"A header whose own name holds _ is dropped (it could spoof another)" (contract.md, environ).</summary>
    [Theory]
    [Doors]
    public async Task AHeaderWithAnUnderscoreInItsNameIsDropped(Door door)
    {
        var (environ, _) = await EnvironOfAsync(
            door, "GET / HTTP/1.1\r\nHost: h\r\nX_Forwarded_For: 6.6.6.6\r\nX-Real_IP: 6.6.6.6\r\nContent_Type: a/b\r\nX-Forwarded-For: 1.1.1.1\r\n\r\n");

        Assert.Equal(["HTTP_HOST", "HTTP_X_FORWARDED_FOR"], environ.Keys.Where(key => key.StartsWith("HTTP_", StringComparison.Ordinal)).Order());
        Assert.Equal("1.1.1.1", environ["HTTP_X_FORWARDED_FOR"]);
        Assert.False(environ.ContainsKey("CONTENT_TYPE"));
    }

    /// <summary>
    /// "... is dropped (it could spoof another) unless --header-map dangerous" (contract.md, environ): then it is mapped like one with a hyphen.
    /// </summary>
    [Theory]
    [Doors("X-A: 1\r\nX_A: 2", "1,2")]
    [Doors("X_A: 1\r\nX-A: 2", "1,2")]
    [Doors("X_A: 1", "1")]
    public async Task AHeaderWithAnUnderscoreInItsNameIsMappedWhereThatIsAskedFor(Door door, string lines, string value)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            static (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return [Wire.Bytes((string)environ["HTTP_X_A"]!)];
            },
            options: new ZiBaiOptions { HeaderMap = HeaderMap.Dangerous });

        Assert.Equal(value, (await served.RequestAsync($"GET / HTTP/1.1\r\nHost: h\r\n{lines}\r\n\r\n")).BodyText);
    }

    /// <summary>
    /// "On a Unix socket, the socket's path and ''" for SERVER_NAME and SERVER_PORT, "'' and ''" for the peer (contract.md, environ).
    /// </summary>
    [Theory]
    [Doors]
    public async Task AUnixSocketIsNamedByItsPath(Door door)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var (environ, client) = await EnvironOfAsync(door, "GET / HTTP/1.1\r\nHost: h:9\r\n\r\n", network: Network.Unix);

        Assert.StartsWith("/", client.Remote.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            (client.Remote.ToString(), "", "", ""),
            (environ["SERVER_NAME"], environ["SERVER_PORT"], environ["REMOTE_ADDR"], environ["REMOTE_PORT"]));
    }

    /// <summary>
    /// SERVER_NAME and REMOTE_ADDR are the "local address" and "the peer" (contract.md, environ): an IPv6 address without brackets.
    /// </summary>
    [IPv6Theory]
    [Doors]
    public async Task AnIPv6AddressIsGivenBare(Door door)
    {
        var (environ, client) = await EnvironOfAsync(door, "GET / HTTP/1.1\r\nHost: h\r\n\r\n", listen: "[::1]:0");

        Assert.Equal(("::1", $"{((IPEndPoint)client.Remote).Port}"), (environ["SERVER_NAME"], environ["SERVER_PORT"]));
        Assert.Equal(("::1", $"{((IPEndPoint)client.Local).Port}"), (environ["REMOTE_ADDR"], environ["REMOTE_PORT"]));
    }

    /// <summary>"An IPv4-mapped IPv6 address is given as IPv4" (contract.md, environ).</summary>
    [IPv6Theory]
    [Doors]
    public async Task AnIPv4ClientOfADualStackSocketHasAPlainAddress(Door door)
    {
        var (environ, _) = await EnvironOfAsync(
            door, "GET / HTTP/1.1\r\nHost: h\r\n\r\n", listen: "[::]:0", dualstack: true, connectTo: IPAddress.Loopback);

        Assert.Equal(("127.0.0.1", "127.0.0.1"), (environ["REMOTE_ADDR"], environ["SERVER_NAME"]));
    }

    /// <summary>The environ is the app's to change, and is fresh for each request of a connection (PEP 3333, "environ Variables").</summary>
    [Theory]
    [Forms]
    public async Task NothingOfARequestIsLeftForTheNext(Door door, AppForm form)
    {
        List<Dictionary<string, object?>> seen = [];
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                var first = seen.Count == 0;
                seen.Add(new Dictionary<string, object?>(environ));
                environ["my.key"] = 1;
                environ["HTTP_ADDED"] = "x";
                environ["PATH_INFO"] = "/changed";
                environ.Remove("REQUEST_METHOD");
                startResponse(first ? "299 Of My Own" : "299 ", first ? [("X-First", "1"), ("Server", "mine"), ("Content-Length", "3")] : []);
                return first ? [Wire.Bytes("one")] : [];
            },
            form);
        await using var connection = await served.ConnectAsync();

        var one = await connection.RequestAsync("POST /1?q HTTP/1.1\r\nHost: h\r\nX-One: 1\r\nContent-Type: a/b\r\nContent-Length: 1\r\n\r\nb");
        var two = await connection.RequestAsync("GET /2 HTTP/1.1\r\nHost: h2\r\n\r\n");

        Assert.Equal("HTTP/1.1 299 Of My Own\r\nContent-Length: 3\r\nDate: *\r\nServer: mine\r\nX-First: 1\r\n\r\none", one.Masked());
        Assert.Equal("HTTP/1.1 299 \r\nContent-Length: 0\r\nDate: *\r\nServer: Z\u00ee B\u00e1i\r\n\r\n", two.Masked());
        Assert.Equal(
            ["CONTENT_LENGTH", "CONTENT_TYPE", "HTTP_X_ONE"], seen[0].Keys.Except(seen[1].Keys).Order());
        Assert.Empty(seen[1].Keys.Except(seen[0].Keys));
        Assert.Equal(("/2", "", "GET", "h2"), (seen[1]["PATH_INFO"], seen[1]["QUERY_STRING"], seen[1]["REQUEST_METHOD"], seen[1]["HTTP_HOST"]));
    }

    /// <summary>wsgi.errors goes to the error logger in whole lines (PEP 3333, "Input and Error Streams").</summary>
    [Theory]
    [Forms]
    public async Task WhatIsWrittenToWsgiErrorsIsLoggedByLine(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                var errors = (TextWriter)environ["wsgi.errors"]!;
                errors.Write("one");
                errors.Write(" line\r\nanother\nthe ");
                errors.Write("rest");
                startResponse("200 OK", []);
                return [];
            },
            form);

        await served.RequestAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        await served.StopAsync();

        Assert.Equal(
            [("zibai.error", "one line"), ("zibai.error", "another"), ("zibai.error", "the rest")],
            served.Complaints.Select(entry => (entry.Category, entry.Message)));
    }
}
