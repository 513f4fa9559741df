using System.Security.Cryptography;

namespace ZiBai.Conformance.Tests;

/// <summary>PEP 3333, "Input and Error Streams": wsgi.input over Content-Length and over chunks (RFC 9112 sections 6 and 7).</summary>
public sealed partial class InputTests
{
    private const string Chunked = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";

    /// <summary>
    /// "The body: reads end at the body's end" (contract.md, environ: wsgi.input), and give what is there: it is read while the client still sends,
    /// and the answer goes back meanwhile.
    /// </summary>
    [Theory]
    [Forms]
    public async Task TheEchoStreamsBothWays(Door door, AppForm form)
    {
        await using var served = await Apps.ServeEchoAsync(door, form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Chunked);

        await connection.SendAsync("5\r\nfirst\r\n");
        var head = await connection.ReadUntilAsync("5\r\nfirst\r\n");
        await connection.SendAsync("6\r\nsec");
        await connection.ReadUntilAsync("3\r\nsec\r\n");
        await connection.SendAsync("ond\r\n0\r\n\r\n");
        var rest = await connection.ReadUntilAsync("0\r\n\r\n");

        Assert.Equal($"HTTP/1.1 200 OK\r\n{Apps.Own}Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n", Wire.Masked(head));
        Assert.Equal("3\r\nond\r\n0\r\n\r\n", Wire.Text(rest));
    }

    /// <summary>Reads give what is there (contract.md, environ: wsgi.input), with a Content-Length as with chunks.</summary>
    [Theory]
    [Forms]
    public async Task TheEchoStreamsBothWaysWithALength(Door door, AppForm form)
    {
        await using var served = await Apps.ServeEchoAsync(door, form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\nfirst");

        await connection.ReadUntilAsync("5\r\nfirst\r\n");
        await connection.SendAsync("second");
        var rest = await connection.ReadUntilAsync("0\r\n\r\n");

        Assert.Equal("6\r\nsecond\r\n0\r\n\r\n", Wire.Text(rest));
    }

    /// <summary>
    /// "Reads end at the body's end, chunked or not" (contract.md, environ: wsgi.input), of any size; the connection is ready for the next.
    /// </summary>
    [Theory]
    [Forms]
    public async Task ALargeBodyComesBackWhole(Door door, AppForm form)
    {
        var body = new byte[3_000_000];
        new Random(1).NextBytes(body);
        await using var served = await Apps.ServeEchoAsync(door, form);
        await using var connection = await served.ConnectAsync();

        for (var round = 0; round < 2; round++)
        {
            // The client has to read while it sends: the echo holds it back otherwise.
            var sending = Task.Run(async () =>
            {
                await connection.SendAsync($"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {body.Length}\r\n\r\n");
                await connection.SendAsync(body);
            });
            var response = await connection.ReadResponseAsync();
            await sending;

            Assert.Equal(SHA256.HashData(body), SHA256.HashData(response.Body));
        }
    }

    /// <summary>
    /// "Reads end at the body's end, chunked or not" (contract.md, environ: wsgi.input; PEP 3333, "Input and Error Streams", note 1), and go on
    /// ending there; what follows is the next request.
    /// </summary>
    [Theory]
    [Forms("Content-Length: 5\r\n\r\nhello")]
    [Forms("Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nTrailer: t\r\n\r\n")]
    [Forms("Content-Length: 0\r\n\r\n")]
    [Forms("\r\n")]
    public async Task ReadingEndsWhereTheBodyEnds(Door door, AppForm form, string rest)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                var input = (InputStream)environ["wsgi.input"]!;
                using var all = new MemoryStream();
                input.CopyTo(all);
                Assert.Equal((0, -1, 0), (input.Read(new byte[9]), input.ReadByte(), input.ReadLine().Length));
                startResponse("200 OK", []);
                return [all.ToArray()];
            },
            form);
        await using var connection = await served.ConnectAsync();
        var request = "POST / HTTP/1.1\r\nHost: h\r\n" + rest;

        await connection.SendAsync(request + request);

        var expected = rest.Contains("lo", StringComparison.Ordinal) ? "hello" : "";
        Assert.Equal(expected, (await connection.ReadResponseAsync()).BodyText);
        Assert.Equal(expected, (await connection.ReadResponseAsync()).BodyText);
    }

    /// <summary>The line methods of PEP 3333's table, mixed with plain reads.</summary>
    [Theory]
    [Forms]
    public async Task TheBodyCanBeReadByLine(Door door, AppForm form)
    {
        List<string> lines = [];
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                var input = (InputStream)environ["wsgi.input"]!;
                lines.Add(Wire.Text(input.ReadLine()));
                lines.Add(Wire.Text(input.ReadLine(2)));
                var buffer = new byte[2];
                input.ReadExactly(buffer);
                lines.Add(Wire.Text(buffer));
                lines.AddRange(input.ReadLines(3).Select(line => Wire.Text(line)));
                lines.AddRange(input.Select(line => Wire.Text(line)));
                startResponse("204 No Content", []);
                return [];
            },
            form);

        await served.RequestAsync(Chunked + "4\r\none\n\r\n5\r\ntwo\nt\r\n11\r\nhree\n\nfive\nsix\nse\r\n0\r\n\r\n");

        Assert.Equal(["one\n", "tw", "o\n", "three\n", "\n", "five\n", "six\n", "se"], lines);
    }

    /// <summary>What an app leaves unread is not taken for the next request (RFC 9112 section 9.3).</summary>
    [Theory]
    [Forms]
    public async Task AnUnreadBodyIsPassedOver(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, Apps.Array("200 OK", [], "ok"), form);
        await using var connection = await served.ConnectAsync();

        await connection.SendAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 14\r\n\r\nGET /no HTTP/1" + Chunked + "3\r\nabc\r\n0\r\n\r\n" + Apps.Get);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("ok", (await connection.ReadResponseAsync()).BodyText);
        }
    }

    /// <summary>RFC 9110 section 10.1.1: 100 (Continue) is sent when the app first reads, not before.</summary>
    [Theory]
    [Forms]
    public async Task ContinueIsSentWhenTheAppFirstReads(Door door, AppForm form)
    {
        var read = new Gate();
        var entered = new Gate();
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                entered.Open();
                read.Block();
                return Apps.Echo(environ, startResponse);
            },
            form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        await entered.Opened;
        Assert.Equal(0, connection.Socket.Available);
        read.Open();

        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", (await connection.ReadResponseAsync()).Masked());
        await connection.SendAsync("body");
        Assert.Equal("body", (await connection.ReadResponseAsync()).BodyText);
    }

    /// <summary>
    /// An app that does not read never asks for the body (PEP 3333, "HTTP 1.1 Expect/Continue"): the client gets the final answer alone.
    /// </summary>
    [Theory]
    [Forms]
    public async Task ContinueIsNotSentWhereTheAppDoesNotRead(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, Apps.Array("413 Too Large", [], "no"), form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");

        Assert.Equal("HTTP/1.1 413 Too Large", (await connection.ReadResponseAsync()).StatusLine);
    }
}
