using ZiBai.Loading;

namespace ZiBai.Conformance.Tests;

public sealed partial class BodyTests
{
    /// <summary>
    /// "A body of exactly one chunk gets a Content-Length if the app set none" (contract.md, start_response and the body): so does what a task gives, since
    /// an app that awaits something and returns its answer whole is the usual kind.
    /// </summary>
    [Theory]
    [Doors(true)]
    [Doors(false)]
    public async Task OneChunkThatATaskGivesGetsAContentLength(Door door, bool isDone)
    {
        async ValueTask<byte[][]> AnswerAsync(StartResponse startResponse)
        {
            if (!isDone)
            {
                await Task.Yield();
            }

            startResponse("200 OK", []);
            return ["one"u8.ToArray()];
        }

        await using var served = await ServedApp.StartAsync(
            door, (AsyncWsgiApp)((_, startResponse) => TaskBody.Adapt(AnswerAsync(startResponse), BodyKind.Bytes)!));

        Assert.Equal($"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n{Apps.Own}\r\none", (await served.RequestAsync(Apps.Get)).Masked());
    }

    /// <summary>
    /// The count of a generator's chunks is not known before its end, and its chunks are never held back (PEP 3333, "Buffering and Streaming"): even
    /// where there is one it is chunked (RFC 9112 section 7.1).
    /// </summary>
    [Theory]
    [Forms]
    public async Task OneChunkOfAGeneratorIsChunked(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, Apps.Generator("200 OK", [], "one"), form);

        Assert.Equal(
            $"HTTP/1.1 200 OK\r\n{Apps.Own}Transfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n", (await served.RequestAsync(Apps.Get)).Masked());
    }

    /// <summary>What was written counts as the body too (PEP 3333, "The write() Callable"): one chunk returned behind it has no length of its own.</summary>
    [Theory]
    [Forms]
    public async Task OneChunkBehindAWriteIsNotTakenForTheWholeBody(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            (_, startResponse) =>
            {
                startResponse("200 OK", [])(Wire.Bytes("one"));
                return [Wire.Bytes("two")];
            },
            form);

        Assert.Equal(
            $"HTTP/1.1 200 OK\r\n{Apps.Own}Transfer-Encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n",
            (await served.RequestAsync(Apps.Get)).Masked());
    }

    /// <summary>
    /// "HEAD, 1xx, 204 and 304 send no body bytes, whatever the app yields" (contract.md, start_response and the body), nor a Content-Length in a 1xx
    /// (RFC 9110 section 8.6).
    /// </summary>
    [Theory]
    [Forms]
    public async Task AnInformationalStatusHasNoBody(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, Apps.Generator("199 Odd", [("Content-Length", "3")], "one"), form);

        Assert.Equal(
            $"HTTP/1.1 199 Odd\r\nConnection: close\r\n{Apps.Own}\r\n",
            await served.ReadToEndAsync("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
        Assert.Empty(served.Complaints);
    }
}
