namespace ZiBai.Conformance.Tests;

public sealed partial class BodyTests
{
    /// <summary>A body of exactly one chunk gets a Content-Length (PEP 3333, "Handling the Content-Length Header").</summary>
    [Theory]
    [Networks]
    public async Task OneChunkGetsAContentLength(Door door, Network network)
    {
        await using var served = await ServedApp.StartAsync(door, Apps.Array("200 OK", [], "one"), network: network);

        Assert.Equal($"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n{Apps.Own}\r\none", (await served.RequestAsync(Apps.Get)).Masked());
    }

    /// <summary>
    /// "A body of exactly one chunk gets a Content-Length if the app set none" (contract.md, start_response and the body), whatever collection says
    /// that it is one.
    /// </summary>
    [Theory]
    [Doors(AppForm.Sync)]
    [Doors(AppForm.NoGevent)]
    public async Task OneChunkOfAnyCollectionGetsAContentLength(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            (_, startResponse) =>
            {
                startResponse("200 OK", []);
                return new Queue<ReadOnlyMemory<byte>>([Wire.Bytes("one")]);
            },
            form);

        Assert.Equal($"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n{Apps.Own}\r\none", (await served.RequestAsync(Apps.Get)).Masked());
    }

    /// <summary>
    /// An empty body has a length, of 0, so that the client need not wait for more (contract.md, start_response and the body; RFC 9112 section
    /// 6.3).
    /// </summary>
    [Theory]
    [Forms]
    public async Task NoChunkIsALengthOfZero(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, Apps.Generator("200 OK", [], "", ""), form);

        Assert.Equal($"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n{Apps.Own}\r\n", (await served.RequestAsync(Apps.Get)).Masked());
    }

    /// <summary>Without a Content-Length an HTTP/1.1 response is chunked (RFC 9112 section 7.1), a chunk for each of the app's.</summary>
    [Theory]
    [Forms]
    public async Task ABodyOfUnknownLengthIsChunked(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, Apps.Generator("200 OK", [], "one", "", "second", ""), form);

        Assert.Equal(
            $"HTTP/1.1 200 OK\r\n{Apps.Own}Transfer-Encoding: chunked\r\n\r\n3\r\none\r\n6\r\nsecond\r\n0\r\n\r\n",
            (await served.RequestAsync(Apps.Get)).Masked());
    }

    /// <summary>HTTP/1.0 knows no chunks: the end of the connection is the end of the body (RFC 9112 section 6.3).</summary>
    [Theory]
    [Forms]
    public async Task ABodyOfUnknownLengthToAnOldClientEndsWithTheConnection(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, Apps.Generator("200 OK", [], "one", "second"), form);

        Assert.Equal($"HTTP/1.1 200 OK\r\nConnection: close\r\n{Apps.Own}\r\nonesecond", await served.ReadToEndAsync(Apps.OldGet));
        Assert.Equal(
            $"HTTP/1.1 200 OK\r\nConnection: close\r\n{Apps.Own}\r\nonesecond",
            await served.ReadToEndAsync("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
    }

    /// <summary>An old client that asks for it keeps its connection where the length is known (RFC 9112 section 9.3).</summary>
    [Theory]
    [Forms]
    public async Task AnOldClientCanKeepItsConnection(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, Apps.Generator("200 OK", [("Content-Length", "2")], "ok"), form);
        await using var connection = await served.ConnectAsync();

        for (var round = 0; round < 2; round++)
        {
            var response = await connection.RequestAsync("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            Assert.Equal(
                $"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n{Apps.Own}\r\nok", response.Masked());
        }
    }

    /// <summary>
    /// "A Content-Length if the app set none" (contract.md, start_response and the body): with the app's own the chunks are joined by nothing.
    /// </summary>
    [Theory]
    [Forms]
    public async Task TheAppsOwnContentLengthIsKept(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, Apps.Generator("200 OK", [("content-length", "9")], "one", "second"), form);

        Assert.Equal(
            $"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n{Apps.Own}\r\nonesecond", (await served.RequestAsync(Apps.Get)).Masked());
    }

    /// <summary>PEP 3333, "Buffering and Streaming": each chunk goes out before the next is asked for.</summary>
    [Theory]
    [Forms("")]
    [Forms("Content-Length")]
    public async Task TheFirstChunkArrivesBeforeTheSecondIsMade(Door door, AppForm form, string withLength)
    {
        var received = new Gate();

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            startResponse("200 OK", withLength.Length == 0 ? [] : [(withLength, "11")]);
            yield return Wire.Bytes("first");
            received.Block();
            yield return Wire.Bytes("second");
        }

        await using var served = await ServedApp.StartAsync(door, App, form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Apps.Get);

        await connection.ReadUntilAsync("first");
        received.Open();
        await connection.ReadUntilAsync("second");
    }

    /// <summary>HEAD sends the headers of GET and no body bytes (RFC 9110 section 9.3.2).</summary>
    [Theory]
    [Forms]
    public async Task HeadHasNoBody(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(
            door, Apps.Generator("200 OK", [("Content-Length", "9")], "one", "second"), form);
        await using var connection = await served.ConnectAsync();

        await connection.SendAsync("HEAD / HTTP/1.1\r\nHost: h\r\n\r\nHEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        Assert.Equal(
            $"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n{Apps.Own}\r\nHTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n{Apps.Own}\r\n",
            Wire.Masked(await connection.ReadToEndAsync()));
        Assert.Empty(served.Complaints);
    }

    /// <summary>HEAD sends the headers of GET, the Content-Length that it would have too (RFC 9110 section 9.3.2).</summary>
    [Theory]
    [Doors]
    public async Task HeadOfOneChunkSaysItsLength(Door door)
    {
        await using var served = await ServedApp.StartAsync(door, Apps.Array("200 OK", [], "one"));

        Assert.Equal(
            $"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n{Apps.Own}\r\n",
            await served.ReadToEndAsync("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
    }

    /// <summary>204 and 304 have no body, and 204 no Content-Length (RFC 9110 sections 8.6, 15.3.5 and 15.4.5).</summary>
    [Theory]
    [Forms("204 No Content", "", "")]
    [Forms("204 No Content", "3", "")]
    [Forms("304 Not Modified", "", "")]
    [Forms("304 Not Modified", "3", "Content-Length: 3\r\n")]
    public async Task AResponseWithoutABodyHasNone(Door door, AppForm form, string status, string length, string lengthSent)
    {
        await using var served = await ServedApp.StartAsync(
            door, Apps.Generator(status, length.Length == 0 ? [] : [("Content-Length", length)], "one"), form);
        await using var connection = await served.ConnectAsync();

        await connection.SendAsync(Apps.Get + "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        Assert.Equal(
            $"HTTP/1.1 {status}\r\n{lengthSent}{Apps.Own}\r\nHTTP/1.1 {status}\r\n{lengthSent}Connection: close\r\n{Apps.Own}\r\n",
            Wire.Masked(await connection.ReadToEndAsync()));
        Assert.Empty(served.Complaints);
    }

    /// <summary>A 205 has no content either, but a length of zero has to say so (RFC 9110 section 15.3.6).</summary>
    [Theory]
    [Doors]
    public async Task AResetContentHasALengthOfZero(Door door)
    {
        await using var served = await ServedApp.StartAsync(door, Apps.Array("205 Reset Content", []));

        Assert.Equal($"HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n{Apps.Own}\r\n", (await served.RequestAsync(Apps.Get)).Masked());
    }

    /// <summary>
    /// "More bytes than Content-Length: the excess is not sent and an error is logged" (contract.md, start_response and the body); the connection
    /// lives on.
    /// </summary>
    [Theory]
    [Forms("5", "12345", "67890")]
    [Forms("7", "12345", "67890")]
    [Forms("0", "12345", "")]
    [Forms("5", "1234567", "")]
    public async Task BytesBeyondContentLengthAreNotSent(Door door, AppForm form, string length, string one, string two)
    {
        var sent = (one + two)[..int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)];
        await using var served = await ServedApp.StartAsync(door, Apps.Generator("200 OK", [("Content-Length", length)], one, two), form);
        await using var connection = await served.ConnectAsync();

        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(
                $"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n{Apps.Own}\r\n{sent}", (await connection.RequestAsync(Apps.Get)).Masked());
        }

        var logged = await served.Log.WaitForAsync(entry => entry.EventId.Name == "BodyTooLong");
        Assert.Equal(("zibai.error", Microsoft.Extensions.Logging.LogLevel.Error), (logged.Category, logged.Level));
    }

    /// <summary>Fewer bytes than Content-Length: the connection is broken off, so that the client can tell (RFC 9112 section 8).</summary>
    [Theory]
    [Forms]
    public async Task ABodyShorterThanContentLengthIsBrokenOff(Door door, AppForm form)
    {
        var received = new Gate();

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            startResponse("200 OK", [("Content-Length", "10")]);
            yield return Wire.Bytes("12345");
            received.Block();
        }

        await using var served = await ServedApp.StartAsync(door, App, form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Apps.Get);
        await connection.ReadUntilAsync("\r\n\r\n12345");
        received.Open();

        Assert.Equal(ConnectionEnd.Reset, await connection.WaitForEndAsync());
        await served.Log.WaitForAsync(entry => entry.EventId.Name == "BodyTooShort" && entry.Category == "zibai.error");
    }

    /// <summary>"The client's slowness holds the app back (bounded memory)" (contract.md, start_response and the body).</summary>
    [Theory]
    [Forms]
    public async Task ASlowClientHoldsTheAppBack(Door door, AppForm form)
    {
        // More than the sockets' buffers and the server's together could ever take.
        const int Count = 4096;
        const int Size = 64 * 1024;
        var made = 0;
        var block = new byte[Size];

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            if (environ["PATH_INFO"] is "/other")
            {
                startResponse("204 No Content", []);
                yield break;
            }

            startResponse("200 OK", [("Content-Length", $"{(long)Count * Size}")]);
            for (; made < Count; made++)
            {
                yield return block;
            }
        }

        await using var served = await ServedApp.StartAsync(door, App, form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Apps.Get);
        await connection.ReadUntilAsync("\r\n\r\n");

        // Another client's requests are the clock: the app would have had the time to make it all.
        await using var other = await served.ConnectAsync();
        for (var i = 0; i < 500; i++)
        {
            await other.RequestAsync("GET /other HTTP/1.1\r\nHost: h\r\n\r\n");
        }

        Assert.InRange(Volatile.Read(ref made), 0, Count / 2);
        connection.Abort();
    }

    /// <summary>A connection serves request after request, and pipelined ones in their order (RFC 9112 section 9.3.2).</summary>
    [Theory]
    [Forms]
    public async Task PipelinedRequestsAreAnsweredInOrder(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return [Wire.Bytes((string)environ["PATH_INFO"]!), Wire.Bytes(";")];
            },
            form);
        await using var connection = await served.ConnectAsync();

        await connection.SendAsync(string.Concat(Enumerable.Range(1, 20).Select(i => $"GET /{i} HTTP/1.1\r\nHost: h\r\n\r\n")));

        for (var i = 1; i <= 20; i++)
        {
            Assert.Equal($"/{i};", (await connection.ReadResponseAsync()).BodyText);
        }
    }
}
