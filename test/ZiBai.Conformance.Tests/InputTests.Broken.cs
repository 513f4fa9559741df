namespace ZiBai.Conformance.Tests;

public sealed partial class InputTests
{
    private const string BadRequest =
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 12\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n" + Apps.Own
        + "\r\nBad Request\n";

    /// <summary>
    /// "A client that stops short raises an IOException that says so" (contract.md, environ: wsgi.input), and nobody is alarmed. Kestrel takes the
    /// end of the client's side for the end of the connection, so that the 400 may not reach it; what it never gets is the app's answer.
    /// </summary>
    [Theory]
    [Forms("Content-Length: 10\r\n\r\n12345")]
    [Forms("Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n")]
    [Forms("Transfer-Encoding: chunked\r\n\r\n5\r\n123")]
    public async Task AClientThatStopsShortRaisesAnIOException(Door door, AppForm form, string rest)
    {
        Exception? seen = null;
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                seen = Record.Exception(() => ((Stream)environ["wsgi.input"]!).CopyTo(Stream.Null));
                throw seen!;
            },
            form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1\r\nHost: h\r\n" + rest);

        connection.FinishSending();
        var answer = await AnswerAsync(connection);
        await served.StopAsync();

        Assert.IsAssignableFrom<IOException>(seen);
        Assert.True(answer is "" or BadRequest, answer);
        Assert.Empty(served.Complaints);
    }

    /// <summary>
    /// "A client that stops short raises an IOException" (contract.md, environ: wsgi.input), also where it is gone altogether: there is nobody to
    /// answer.
    /// </summary>
    [Theory]
    [Forms]
    public async Task AClientThatBreaksOffRaisesAnIOException(Door door, AppForm form)
    {
        var reading = new Gate();
        var done = new Gate();
        Exception? seen = null;
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                var input = (Stream)environ["wsgi.input"]!;
                input.ReadExactly(new byte[5]);
                reading.Open();
                seen = Record.Exception(() => input.CopyTo(Stream.Null));
                done.Open();
                throw seen!;
            },
            form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n12345");
        await reading.Opened;

        connection.Abort();
        await done.Opened;
        await served.StopAsync();

        Assert.IsAssignableFrom<IOException>(seen);
        Assert.Empty(served.Complaints);
    }

    /// <summary>"A client that stops short raises an IOException" (contract.md, environ: wsgi.input), in asynchronous reads too.</summary>
    [Theory]
    [Doors]
    public async Task AClientThatBreaksOffRaisesAnIOExceptionInAnAsynchronousRead(Door door)
    {
        var reading = new Gate();
        var done = new Gate();
        Exception? seen = null;

        async AsyncChunks App(EnvironMap environ, StartResponse startResponse)
        {
            var input = (Stream)environ["wsgi.input"]!;
            await input.ReadExactlyAsync(new byte[5]);
            reading.Open();
            seen = await Record.ExceptionAsync(() => input.CopyToAsync(Stream.Null));
            done.Open();
            yield return ((Func<ReadOnlyMemory<byte>>)(() => throw seen!))();
        }

        await using var served = await ServedApp.StartAsync(door, App);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n12345");
        await reading.Opened;

        connection.Abort();
        await done.Opened;
        await served.StopAsync();

        Assert.IsAssignableFrom<IOException>(seen);
        Assert.Empty(served.Complaints);
    }

    /// <summary>A chunk that is none is the client's fault (RFC 9112 section 7.1); where the answer has begun, it is broken off.</summary>
    [Theory]
    [Forms]
    public async Task AMalformedChunkBreaksAnEchoOff(Door door, AppForm form)
    {
        await using var served = await Apps.ServeEchoAsync(door, form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Chunked + "5\r\nfirst\r\n");
        await connection.ReadUntilAsync("5\r\nfirst\r\n");

        await connection.SendAsync("zz\r\n");

        Assert.Equal(ConnectionEnd.Reset, await connection.WaitForEndAsync());
        await served.StopAsync();
        Assert.Empty(served.Complaints);
    }

    /// <summary>A chunk that is none is the client's fault (RFC 9112 section 7.1), a 400 where nothing was sent.</summary>
    [Theory]
    [Forms]
    public async Task AMalformedChunkIsA400WhereNothingWasSent(Door door, AppForm form)
    {
        await using var served = await Apps.ServeEchoAsync(door, form);

        Assert.Equal(BadRequest, await served.ReadToEndAsync(Chunked + "zz\r\n"));
        await served.StopAsync();
        Assert.Empty(served.Complaints);
    }

    /// <summary>
    /// "A client that stops short raises an IOException that says so" (contract.md, environ: wsgi.input), again at every later read; an app that wraps it,
    /// alone or among others, has done nothing wrong.
    /// </summary>
    [Theory]
    [Forms("Transfer-Encoding: chunked\r\n\r\nzz\r\n", false)]
    [Forms("Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\n", false)]
    [Forms("Transfer-Encoding: chunked\r\n\r\n5\r\n123", true)]
    [Forms("Content-Length: 10\r\n\r\n12345", true)]
    public async Task AnAppThatReadsAgainAndWrapsWhatItGotIsNotReported(Door door, AppForm form, string rest, bool stops)
    {
        List<Exception?> seen = [];
        var entered = new Gate();
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                var input = (InputStream)environ["wsgi.input"]!;
                entered.Open();
                startResponse("200 OK", []);
                seen.Add(Record.Exception(() => input.CopyTo(Stream.Null)));
                seen.Add(Record.Exception(() => input.ReadByte()));
                seen.Add(Record.Exception(() => input.ReadLine()));
                throw new InvalidOperationException("wrapped", new AggregateException(new ArgumentException("another"), seen[2]!));
            },
            form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1\r\nHost: h\r\n" + rest);
        await entered.Opened;
        if (stops)
        {
            connection.FinishSending();
        }

        var answer = await AnswerAsync(connection);
        await served.StopAsync();

        Assert.All(seen, one => Assert.IsAssignableFrom<IOException>(one));
        Assert.True(answer == BadRequest || (stops && answer.Length == 0), answer);
        Assert.Empty(served.Complaints);
    }

    /// <summary>
    /// An app that catches it may still answer, for what it has read is its own affair; but the connection ends, since what follows is no request
    /// (RFC 9112 section 9.6).
    /// </summary>
    [Theory]
    [Forms]
    public async Task AnAppThatGoesOnAfterAMalformedChunkAnswersForTheLastTime(Door door, AppForm form)
    {
        var calls = 0;
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                calls++;
                Assert.IsAssignableFrom<IOException>(Record.Exception(() => ((Stream)environ["wsgi.input"]!).CopyTo(Stream.Null)));
                startResponse("200 OK", [("Content-Length", "7")]);
                return [Wire.Bytes("went on")];
            },
            form);

        Assert.Equal(
            $"HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n{Apps.Own}\r\nwent on",
            await served.ReadToEndAsync(Chunked + "zz\r\n" + Apps.Get));
        await served.StopAsync();
        Assert.Equal(1, calls);
        Assert.Empty(served.Complaints);
    }

    /// <summary>The same over a Unix socket, whose end of file comes another way (contract.md, environ: wsgi.input).</summary>
    [Theory]
    [Networks]
    public async Task AClientThatStopsShortIsNotReportedOverAnyNetwork(Door door, Network network)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                ((InputStream)environ["wsgi.input"]!).ReadLines();
                return [];
            },
            network: network);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n12345");

        connection.FinishSending();
        var answer = await AnswerAsync(connection);
        await served.StopAsync();

        Assert.True(answer is "" or BadRequest, answer);
        Assert.Empty(served.Complaints);
    }

    /// <summary>All that comes, or nothing where the connection is reset.</summary>
    private static async Task<string> AnswerAsync(RawConnection connection)
    {
        try
        {
            return Wire.Masked(await connection.ReadToEndAsync());
        }
        catch (ConnectionEndedException)
        {
            return "";
        }
    }
}
