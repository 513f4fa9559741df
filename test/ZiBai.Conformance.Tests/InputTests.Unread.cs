using System.Net.Sockets;

namespace ZiBai.Conformance.Tests;

public sealed partial class InputTests
{
    private const string Expecting = "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n";

    /// <summary>
    /// An expectation is answered at once, passed on, or when the app first reads (PEP 3333, "HTTP 1.1 Expect/Continue"): here the last, whichever read
    /// it is and over any network.
    /// </summary>
    [Theory]
    [Networks("ReadExactly")]
    [Networks("ReadByte")]
    [Networks("ReadLine")]
    [Networks("ReadLines")]
    [Networks("CopyTo")]
    [Networks("ReadAsync")]
    public async Task ContinueIsSentByWhicheverReadIsTheFirst(Door door, Network network, string way)
    {
        var reads = new Dictionary<string, Action<InputStream>>
        {
            ["ReadExactly"] = static input => input.ReadExactly(new byte[4]),
            ["ReadByte"] = static input => input.ReadByte(),
            ["ReadLine"] = static input => input.ReadLine(),
            ["ReadLines"] = static input => input.ReadLines(),
            ["CopyTo"] = static input => input.CopyTo(Stream.Null),
            ["ReadAsync"] = static input => input.ReadAsync(new byte[4]).AsTask().GetAwaiter().GetResult(),
        };
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                reads[way]((InputStream)environ["wsgi.input"]!);
                startResponse("200 OK", []);
                return [Wire.Bytes("read")];
            },
            network: network);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Expecting + "Content-Length: 4\r\n\r\n");

        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", (await connection.ReadResponseAsync()).Masked());
        await connection.SendAsync("body");

        Assert.Equal($"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n{Apps.Own}\r\nread", (await connection.ReadResponseAsync()).Masked());
        Assert.Equal("read", (await connection.RequestAsync("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody")).BodyText);
    }

    /// <summary>
    /// A final answer instead of 100 says whether the connection ends with it (RFC 9110 section 10.1.1): it does, since nobody knows whether the
    /// client will still send the body. Kestrel waits for that a while before it closes; what comes meanwhile is never taken for a request.
    /// </summary>
    [Theory]
    [Forms]
    public async Task AClientThatWasNotAskedForItsBodyIsToldThatItsConnectionEnds(Door door, AppForm form)
    {
        var calls = 0;
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                Interlocked.Increment(ref calls);
                _ = environ["wsgi.input"];
                startResponse("403 Forbidden", []);
                return [Wire.Bytes("no")];
            },
            form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Expecting + $"Content-Length: {Apps.Get.Length}\r\n\r\n");

        Assert.Equal(
            form == AppForm.Async
                ? $"HTTP/1.1 403 Forbidden\r\nConnection: close\r\n{Apps.Own}Transfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n"
                : $"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n{Apps.Own}\r\nno",
            (await connection.ReadResponseAsync()).Masked());
        await connection.SendAsync(Apps.Get);

        Assert.Equal("", Wire.Text(await connection.ReadToEndAsync()));
        Assert.Equal(1, calls);
        Assert.Empty(served.Complaints);
    }

    /// <summary>
    /// Reading past what the app left unread has a bound (RFC 9112 section 9.3): a client that never stops sending has its answer, and is cut off after
    /// Kestrel's five seconds.
    /// </summary>
    [Theory]
    [Forms("Content-Length: 100000000000\r\n\r\n", "")]
    [Forms("Transfer-Encoding: chunked\r\n\r\n", "400\r\n")]
    public async Task AClientThatNeverStopsSendingIsCutOff(Door door, AppForm form, string rest, string framing)
    {
        await using var served = await ServedApp.StartAsync(door, Apps.Array("200 OK", [("Content-Length", "2")], "ok"), form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1\r\nHost: h\r\n" + rest);
        Assert.Equal("ok", (await connection.ReadResponseAsync()).BodyText);
        var block = framing + new string('x', 1024) + (framing.Length == 0 ? "" : "\r\n");

        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            // Enough for hours at any rate: only the server ends this.
            for (var sent = 0; sent < 50_000_000; sent++)
            {
                await connection.SendAsync(block);
            }
        });

        await served.StopAsync();
        Assert.Empty(served.Complaints);
    }
}
