using System.Net.Sockets;
using System.Text;

namespace ZiBai.Process.Tests.Testing;

public sealed class RawConnectionTests : IDisposable
{
    private readonly StandInServer _server = new();

    [Fact]
    public async Task ResponseEndsAtItsContentLengthAndTheNextOneFollows()
    {
        var (client, server) = await ConnectAsync();
        await SendAsync(server, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX-A: 1\r\nx-a:  2 \r\n\r\noneHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");

        var first = await client.ReadResponseAsync();
        var second = await client.ReadResponseAsync();

        Assert.Equal(("HTTP/1.1", 200, "OK", "one"), (first.Version, first.StatusCode, first.Reason, first.BodyText));
        Assert.Equal([("Content-Length", "3"), ("X-A", "1"), ("x-a", "2")], first.Headers);
        Assert.Equal(["1", "2"], first.HeaderValues("X-A"));
        Assert.Equal((404, "Not Found", ""), (second.StatusCode, second.Reason, second.BodyText));
    }

    [Fact]
    public async Task ChunkedResponseIsReadWithItsChunksTrailersAndWireBytes()
    {
        const string Response = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\nA;x=y\r\n0123456789\r\n0\r\nX-Sum: 7\r\n\r\n";
        var (client, server) = await ConnectAsync();
        await SendAsync(server, Response);

        var response = await client.ReadResponseAsync();

        Assert.Equal("one0123456789", response.BodyText);
        Assert.Equal([3, 10], response.Chunks.Select(chunk => chunk.Length));
        Assert.Equal([("X-Sum", "7")], response.Trailers);
        Assert.Equal(Response, Encoding.Latin1.GetString(response.Wire));
    }

    [Fact]
    public async Task ResponseCutIntoSingleBytesIsReadWhole()
    {
        var (client, server) = await ConnectAsync();
        var response = client.ReadResponseAsync();
        foreach (var one in "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n"u8.ToArray())
        {
            await server.SendAsync(new[] { one });
        }

        Assert.Equal("ab", (await response).BodyText);
    }

    [Fact]
    public async Task ResponseWithoutLengthEndsWithTheConnection()
    {
        var (client, server) = await ConnectAsync();
        await SendAsync(server, "HTTP/1.0 200 OK\r\n\r\nall of this");
        server.Shutdown(SocketShutdown.Both);

        Assert.Equal("all of this", (await client.ReadResponseAsync()).BodyText);
        Assert.Equal(ConnectionEnd.Closed, client.End);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", true)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", false)]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", false)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n", false)]
    public async Task ResponseThatHasNoBodyEndsAfterItsHeaders(string head, bool toHead)
    {
        var (client, server) = await ConnectAsync();
        await SendAsync(server, head);

        Assert.Empty((await client.ReadResponseAsync(toHead)).Body);
    }

    [Fact]
    public async Task ResponseBrokenOffShowsHowItEndedAndWhatCame()
    {
        var (client, server) = await ConnectAsync();
        await SendAsync(server, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab\0");
        server.Shutdown(SocketShutdown.Both);

        var error = await Assert.ThrowsAsync<ConnectionEndedException>(() => client.ReadResponseAsync());

        Assert.Equal(ConnectionEnd.Closed, error.End);
        Assert.Contains("was closed while waiting for the rest of the body", error.Message, StringComparison.Ordinal);
        Assert.Contains(@"ab\x00", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResetIsToldFromAnOrderlyClose()
    {
        var (closing, closer) = await ConnectAsync();
        closer.Close();
        var (resetting, resetter) = await ConnectAsync();
        resetter.Close(0);

        Assert.Equal(ConnectionEnd.Closed, await closing.WaitForEndAsync());
        Assert.Equal(ConnectionEnd.Reset, await resetting.WaitForEndAsync());
        await Assert.ThrowsAsync<ConnectionEndedException>(resetting.ReadToEndAsync);
    }

    [Fact]
    public async Task AbortResetsTheConnection()
    {
        var (client, server) = await ConnectAsync();
        client.Abort();

        var error = await Assert.ThrowsAsync<SocketException>(() => server.ReceiveAsync(new byte[1]).WaitAsync(Timeouts.Default));
        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
    }

    [Fact]
    public async Task ReadUntilLeavesWhatFollows()
    {
        var (client, server) = await ConnectAsync();
        await SendAsync(server, "one, two");
        server.Shutdown(SocketShutdown.Send);

        Assert.Equal("one,"u8.ToArray(), await client.ReadUntilAsync(","));
        Assert.Equal(" two"u8.ToArray(), await client.ReadToEndAsync());
    }

    [Fact]
    public async Task WaitThatFailsShowsWhatCameSoFar()
    {
        var (client, server) = await ConnectAsync();
        await SendAsync(server, "HTTP/1.1 200 OK\r\n!");
        await client.ReadUntilAsync("H");
        client.Timeout = TimeSpan.FromMilliseconds(1);

        var error = await Assert.ThrowsAsync<TimeoutException>(() => client.ReadUntilAsync("?"));

        Assert.Contains("for '?' from 127.0.0.1:", error.Message, StringComparison.Ordinal);
        Assert.Contains("TTP/1.1 200 OK", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnixSocketIsReachedByItsPath()
    {
        using var folder = new TempFolder();
        using var server = new StandInServer(new UnixDomainSocketEndPoint(folder.Socket("a.sock")));
        var answering = server.AnswerAllAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await using var client = await RawConnection.ConnectAsync(server.Address);

        Assert.Equal("ok", (await client.RequestAsync("GET / HTTP/1.1\r\n\r\n")).BodyText);
        server.Dispose();
        await answering.WaitAsync(Timeouts.Default);
    }

    [Theory]
    [InlineData("http://127.0.0.1:80", "127.0.0.1:80")]
    [InlineData("http://localhost:81/", "127.0.0.1:81")]
    [InlineData("[::1]:82", "[::1]:82")]
    [InlineData("http://unix:/run/a.sock", "/run/a.sock")]
    public void AddressesAreReadAsTheyAreLogged(string address, string endPoint) =>
        Assert.Equal(endPoint, RawConnection.ParseAddress(address).ToString());

    [Fact]
    public void AddressThatIsNoneIsRefusedWithTheAcceptedForms() =>
        Assert.Contains("Expected unix:PATH", Assert.Throws<FormatException>(() => RawConnection.ParseAddress("8000")).Message, StringComparison.Ordinal);

    public void Dispose() => _server.Dispose();

    private Task<(RawConnection Client, Socket Server)> ConnectAsync() => _server.ConnectAsync();

    private static async Task SendAsync(Socket server, string latin1) => await server.SendAsync(Encoding.Latin1.GetBytes(latin1));
}
