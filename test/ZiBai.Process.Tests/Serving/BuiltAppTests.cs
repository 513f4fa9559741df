namespace ZiBai.Process.Tests.Serving;

public sealed class BuiltAppTests
{
    [Theory]
    [InlineData("echo:Echo.App")]
    [InlineData("echo:EchoAsync.App")]
    public async Task EchoStreamsBothWaysAtOnce(string app)
    {
        await using var server = await Served.StartAsync(app);
        await using var client = await server.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n");

        for (var i = 0; i < 3; i++)
        {
            // Its echo is here before the next chunk is sent.
            await client.SendAsync($"6\r\nchunk{i}\r\n");
            await client.ReadUntilAsync($"6\r\nchunk{i}\r\n");
        }

        await client.SendAsync("0\r\n\r\n");
        await client.ReadUntilAsync("0\r\n\r\n");
    }

    [Theory]
    [InlineData("echo:Echo.App")]
    [InlineData("echo:EchoAsync.App")]
    public async Task EchoSendsALongBodyBackUnchanged(string app)
    {
        var body = new byte[3_000_000];
        new Random(1).NextBytes(body);
        await using var server = await Served.StartAsync(app);
        await using var client = await server.ConnectAsync();

        await client.SendAsync($"POST / HTTP/1.1\r\nHost: test\r\nContent-Length: {body.Length}\r\nContent-Type: a/b\r\n\r\n");
        var sending = client.SendAsync(body);
        var response = await client.ReadResponseAsync();
        await sending;

        Assert.Equal("a/b", response.Header("Content-Type"));
        Assert.True(body.AsSpan().SequenceEqual(response.Body));
    }

    [Fact]
    public async Task ExceptionBeforeTheResponseIsA500ThatTellsTheClientNothing()
    {
        await using var server = await Served.StartAsync("errors:App");

        var response = await server.GetAsync("/throws-before-start");

        Assert.Equal("HTTP/1.1 500 Internal Server Error", response.StatusLine);
        var wire = System.Text.Encoding.Latin1.GetString(response.Wire);
        Assert.DoesNotContain("Exception", wire, StringComparison.Ordinal);
        Assert.DoesNotContain("Thrown before", wire, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/throws-before-start", "Thrown before the response began.")]
    [InlineData("/throws-after-start", "Thrown after startResponse, before any byte of the body.")]
    [InlineData("/throws-after-first-chunk", "Thrown after the first chunk.")]
    public async Task ExceptionIsLoggedWithItsStackTrace(string path, string message)
    {
        await using var server = await Served.StartAsync("errors:App");
        await using var client = await server.ConnectAsync();

        await client.SendAsync($"GET {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        await client.WaitForEndAsync();
        await server.EndAsync();

        Assert.Matches(@$"\d\d,\d\d\d ERROR ""GET {path} HTTP/1\.1"" \d\d\d\n    .*{message}\n       at Errors\.", server.Tool.Stderr);
    }

    [Fact]
    public async Task ExceptionAfterTheFirstChunkBreaksTheConnectionOff()
    {
        await using var server = await Served.StartAsync("errors:App");
        await using var client = await server.ConnectAsync();

        await Assert.ThrowsAsync<ConnectionEndedException>(
            () => client.RequestAsync("GET /throws-after-first-chunk HTTP/1.1\r\nHost: test\r\n\r\n"));
    }

    [Fact]
    public async Task ServerGoesOnAfterAnAppFailed()
    {
        await using var server = await Served.StartAsync("errors:App");
        await server.GetAsync("/throws-before-start");

        Assert.Equal("ok", (await server.GetAsync("/")).BodyText);
    }

    [Fact]
    public async Task AppThatReferencesNothingOfOursIsServed()
    {
        await using var server = await Served.StartAsync("noreference:App");

        Assert.Equal("No reference needed.", (await server.GetAsync()).BodyText);
    }
}
