using Microsoft.Extensions.Logging;

namespace ZiBai.Conformance.Tests.Hygiene;

/// <summary>--max-request-body-size: 413 (RFC 9110 section 15.5.14), a closed connection, and nothing that follows is served.</summary>
public sealed class BodySizeTests
{
    private const string TooLarge =
        "HTTP/1.1 413 Payload Too Large\r\nContent-Length: 18\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n" + Apps.Own
        + "\r\nPayload Too Large\n";

    private const string Post = "POST / HTTP/1.1\r\nHost: h\r\n";
    private const string Chunked = Post + "Transfer-Encoding: chunked\r\n\r\n";
    private static readonly ZiBaiOptions _tenBytes = new() { MaxRequestBodySize = 10 };

    [Theory]
    [Forms("Content-Length: 11\r\n\r\n12345678901")]
    [Forms("Content-Length: 11\r\n\r\n")]
    [Forms("Content-Length: 9223372036854775807\r\nExpect: 100-continue\r\n\r\n")]
    public async Task ABodyThatIsToBeTooLongIsRefusedBeforeTheAppSeesIt(Door door, AppForm form, string rest)
    {
        var entered = new Gate();
        await using var served = await ServedApp.StartAsync(
            door,
            (_, _) =>
            {
                entered.Open();
                return [];
            },
            form,
            options: _tenBytes);

        Assert.Equal(TooLarge, await served.ReadToEndAsync(Post + rest));
        await served.StopAsync();
        Assert.False(entered.IsOpen);
        Assert.Equal(LogLevel.Debug, Assert.Single(served.Log.Entries, static entry => entry.EventId.Name == "RequestRefused").Level);
        Assert.Empty(served.Complaints);
    }

    [Theory]
    [Forms("b\r\n12345678901\r\n0\r\n\r\n")]
    [Forms("5\r\n12345\r\n6\r\n678901\r\n0\r\n\r\n")]
    public async Task ABodyInChunksIsRefusedWhenItGetsTooLong(Door door, AppForm form, string rest)
    {
        var requests = 0;
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                requests++;
                ((Stream)environ["wsgi.input"]!).CopyTo(Stream.Null);
                startResponse("200 OK", []);
                return [];
            },
            form,
            options: _tenBytes);

        Assert.Equal(TooLarge, await served.ReadToEndAsync(Chunked + rest + Apps.Get));
        await served.StopAsync();
        Assert.Equal(1, requests);
        Assert.Equal(LogLevel.Debug, Assert.Single(served.Log.Entries, static entry => entry.EventId.Name == "BadRequest").Level);
        Assert.Empty(served.Complaints);
    }

    /// <summary>Text beside the body counts too, so that it cannot go on for ever.</summary>
    [Theory]
    [Doors]
    public async Task AChunkExtensionCounts(Door door)
    {
        await using var served = await ServedApp.StartAsync(door, Apps.Echo, options: _tenBytes);

        Assert.Equal(TooLarge, await served.ReadToEndAsync(Chunked + "1;a=" + new string('x', 100)));
    }

    /// <summary>Of a body in chunks Kestrel counts what frames it too: the sizes, the line ends and the last chunk.</summary>
    [Theory]
    [Doors(10, "Content-Length: 10\r\n\r\n1234567890", "1234567890")]
    [Doors(11, "Transfer-Encoding: chunked\r\n\r\n1\r\n1\r\n0\r\n\r\n", "1")]
    public async Task ABodyWithinTheLimitIsServed(Door door, int limit, string rest, string echo)
    {
        await using var served = await ServedApp.StartAsync(door, Apps.Echo, options: new ZiBaiOptions { MaxRequestBodySize = limit });

        Assert.Equal(echo, (await served.RequestAsync(Post + rest)).BodyText);
    }
}
