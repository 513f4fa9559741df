namespace ZiBai.Conformance.Tests.Hygiene;

/// <summary>What looks odd and is legal: the request is served whole, and so is the one behind it.</summary>
public sealed class LegalRequestTests
{
    private const string Chunked = "Transfer-Encoding: chunked\r\n\r\n";

    [Theory]
    [Doors(Chunked + "5;a\r\n12345\r\n0\r\n\r\n")]
    [Doors(Chunked + "5;a=b;c=\"d e\"\r\n12345\r\n0;last\r\n\r\n")]
    [Doors(Chunked + "00000005\r\n12345\r\n00\r\n\r\n")]
    [Doors(Chunked + "5\r\n12345\r\n0\r\nX-Trailer: 1\r\nContent-Length: 99\r\n\r\n")]
    [Doors(Chunked + "5\r\n12345\r\n0\r\nTransfer-Encoding: chunked\r\nHost: g\r\nHost: f\r\n\r\n")]
    [Doors("Connection: upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n", "0")]
    [Doors("Expect: 100-continue\r\nContent-Length: 0\r\n\r\n", "0")]
    [Doors("Expect: the-unexpected\r\nContent-Length: 5\r\n\r\n12345")]
    [Doors("transfer-encoding: Chunked\r\n\r\n5\r\n12345\r\n0\r\n\r\n")]
    [Doors("Transfer-Encoding:\t chunked \t\r\n\r\n5\r\n12345\r\n0\r\n\r\n")]
    [Doors("Content-Length: 0000000005\r\n\r\n12345")]
    [Doors("Content-Length:  5\t\r\nContent-Type: a/b\r\n\r\n12345")]
    public async Task ARequestThatOnlyLooksOddIsServed(Door door, string rest, string length = "5") =>
        Assert.Equal([length, "0"], await BodiesAsync(door, rest));

    /// <summary>
    /// What can be read in one way only. A method is any token, upper case or not (RFC 9110 section 9.1). Empty lines before a request are what old
    /// clients send after a body (RFC 9112 section 2.2), and no request begins or ends with them. More spaces behind a target make it no other one
    /// (section 3); and what parts the target "/" from the version Kestrel does not look at: nobody sees another request there, if one at all.
    /// Host is empty where a target has no host (section 3.2).
    /// </summary>
    [Theory]
    [Doors("get / HTTP/1.1\r\nHost: h\r\n\r\n", "get / h")]
    [Doors("M-SEARCH / HTTP/1.1\r\nHost: h\r\n\r\n", "M-SEARCH / h")]
    [Doors("!#$%&'*+-.^_`|~9 / HTTP/1.1\r\nHost: h\r\n\r\n", "!#$%&'*+-.^_`|~9 / h")]
    [Doors("\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", "GET / h")]
    [Doors("\n\rGET / HTTP/1.1\r\nHost: h\r\n\r\n", "GET / h")]
    [Doors("GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET / ")]
    [Doors("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", "GET / [::1]:80")]
    [Doors("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET / ")]
    [Doors("GET http://h/x?y HTTP/1.1\r\nHost: h\r\n\r\n", "GET http://h/x?y h")]
    [Doors("GET http://h:80/ HTTP/1.1\r\nHost: h\r\n\r\n", "GET http://h:80/ h")]
    [Doors("GET http://h/x@y HTTP/1.1\r\nHost: h\r\n\r\n", "GET http://h/x@y h")]
    [Doors("GET /  HTTP/1.1\r\nHost: h\r\n\r\n", "GET / h")]
    [Doors("GET /`HTTP/1.1\r\nHost: h\r\n\r\n", "GET / h")]
    [Doors("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", "OPTIONS * h")]
    [Doors("GET /\"<>\\^`{|}%zz@ HTTP/1.1\r\nHost: h\r\n\r\n", "GET /\"<>\\^`{|}%zz@ h")]
    [Doors("GET / HTTP/1.1\r\nHost: h\r\nX-A: \u0001\u007f\u00e4\r\n\r\n", "GET / h")]
    public async Task AnOddHeadIsServedAsItStands(Door door, string request, string seen)
    {
        await using var served = await ServedApp.StartAsync(door, Telling);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(request + Apps.Get);

        Assert.Equal(
            [seen, "GET / h"], [(await connection.ReadResponseAsync()).BodyText, (await connection.ReadResponseAsync()).BodyText]);
    }

    /// <summary>
    /// Kestrel reads over the text of a chunk extension, whatever stands there before the CRLF and however long it is: framing is not in doubt. Only
    /// --max-request-body-size counts it.
    /// </summary>
    [Theory]
    [Doors("a\0b", 1)]
    [Doors("x", 64 * 1024)]
    public async Task AChunkExtensionIsReadOver(Door door, string extension, int times) => Assert.Equal(
        ["5", "0"],
        await BodiesAsync(door, $"{Chunked}5;{string.Concat(Enumerable.Repeat(extension, times))}\r\n12345\r\n0\r\n\r\n"));

    /// <summary>How long the bodies are of a request and of the one behind it.</summary>
    private static async Task<string[]> BodiesAsync(Door door, string rest)
    {
        await using var served = await ServedApp.StartAsync(door, Measuring);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync($"POST / HTTP/1.1\r\nHost: h\r\n{rest}{Apps.Get}");

        return [(await connection.ReadResponseAsync()).BodyText, (await connection.ReadResponseAsync()).BodyText];
    }

    private static Chunks Telling(EnvironMap environ, StartResponse startResponse)
    {
        environ.TryGetValue("HTTP_HOST", out var host);
        startResponse("200 OK", []);
        return [Wire.Bytes($"{environ["REQUEST_METHOD"]} {environ["REQUEST_URI"]} {host}")];
    }

    private static Chunks Measuring(EnvironMap environ, StartResponse startResponse)
    {
        using var body = new MemoryStream();
        ((Stream)environ["wsgi.input"]!).CopyTo(body);
        startResponse("200 OK", []);
        return [Wire.Bytes($"{body.Length}")];
    }
}
