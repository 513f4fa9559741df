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
    [Doors("transfer-encoding: Chunked\r\n\r\n5\r\n12345\r\n0\r\n\r\n")]
    [Doors("Transfer-Encoding:\t chunked \t\r\n\r\n5\r\n12345\r\n0\r\n\r\n")]
    [Doors("Content-Length: 0000000005\r\n\r\n12345")]
    [Doors("Content-Length:  5\t\r\nContent-Type: a/b\r\n\r\n12345")]
    public async Task ARequestThatOnlyLooksOddIsServed(Door door, string rest) => Assert.Equal(["5", "0"], await BodiesAsync(door, rest));

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

    private static Chunks Measuring(EnvironMap environ, StartResponse startResponse)
    {
        using var body = new MemoryStream();
        ((Stream)environ["wsgi.input"]!).CopyTo(body);
        startResponse("200 OK", []);
        return [Wire.Bytes($"{body.Length}")];
    }
}
