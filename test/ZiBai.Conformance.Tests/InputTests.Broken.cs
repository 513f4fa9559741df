namespace ZiBai.Conformance.Tests;

public sealed partial class InputTests
{
    private const string BadRequest =
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 12\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n" + Apps.Own
        + "\r\nBad Request\n";

    /// <summary>
    /// A client that stops short raises an IOException in the app, and nobody is alarmed. Kestrel takes the end of the client's side for the end
    /// of the connection, so that the 400 may not reach it; what it never gets is the app's answer.
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

    /// <summary>The same where the client is gone altogether: there is nobody to answer.</summary>
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

    /// <summary>The same for an app that reads asynchronously.</summary>
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

    /// <summary>A chunk that is none is the client's fault too, also when the answer has begun: then it is broken off.</summary>
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

    [Theory]
    [Forms]
    public async Task AMalformedChunkIsA400WhereNothingWasSent(Door door, AppForm form)
    {
        await using var served = await Apps.ServeEchoAsync(door, form);

        Assert.Equal(BadRequest, await served.ReadToEndAsync(Chunked + "zz\r\n"));
        await served.StopAsync();
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
