namespace ZiBai.Process.Tests.Options;

public sealed class LimitTests
{
    [Fact]
    public async Task SilentConnectionIsClosedAfterTheSocketTimeout()
    {
        await using var server = await Served.StartAsync("hello:App", "--socket-timeout 0.5");
        await using var client = await server.ConnectAsync();

        Assert.Equal(ConnectionEnd.Closed, await client.WaitForEndAsync());
    }

    [Fact]
    public async Task ConnectionThatIsSilentAfterARequestIsClosedAfterTheSocketTimeout()
    {
        await using var server = await Served.StartAsync("hello:App", "--socket-timeout 0.5");
        await using var client = await server.ConnectAsync();
        await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n");

        Assert.Equal(ConnectionEnd.Closed, await client.WaitForEndAsync());
    }

    [Fact]
    public async Task HalfSentHeaderIsAnsweredWith408AfterTheSocketTimeout()
    {
        await using var server = await Served.StartAsync("hello:App", "--socket-timeout 0.5");
        await using var client = await server.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: te");

        var response = await client.ReadResponseAsync();

        Assert.Equal((408, "close"), (response.StatusCode, response.Header("Connection")));
        Assert.Equal(ConnectionEnd.Closed, await client.WaitForEndAsync());
    }

    [Fact]
    public async Task SlowBodyIsNotBoundByTheSocketTimeout()
    {
        await using var server = await Served.StartAsync("probe:ForBody", "--socket-timeout 0.5");
        await using var client = await server.ConnectAsync();
        await using var silent = await server.ConnectAsync();
        await client.SendAsync("POST /wait HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\n");
        await server.WaitUntilEnteredAsync("/wait");

        // The other connection's end tells that the timeout is over.
        await silent.WaitForEndAsync();
        await client.SendAsync("body");

        Assert.Equal(200, (await client.ReadResponseAsync()).StatusCode);
    }

    [Fact]
    public async Task RequestLineBeyondTheLimitIsAnsweredWith414()
    {
        await using var server = await Served.StartAsync("hello:App", "--h11-max-incomplete-event-size 200");

        Assert.Equal(414, (await server.GetAsync("/" + new string('x', 300))).StatusCode);
    }

    [Fact]
    public async Task HeadersBeyondTheLimitAreAnsweredWith431()
    {
        await using var server = await Served.StartAsync("hello:App", "--h11-max-incomplete-event-size 200");
        await using var client = await server.ConnectAsync();

        var response = await client.RequestAsync($"GET / HTTP/1.1\r\nHost: test\r\nX-Long: {new string('x', 300)}\r\n\r\n");

        Assert.Equal(431, response.StatusCode);
    }

    [Fact]
    public async Task RequestLineAndHeadersTogetherBeyondTheLimitAreAnsweredWith431()
    {
        await using var server = await Served.StartAsync("hello:App", "--h11-max-incomplete-event-size 200");
        await using var client = await server.ConnectAsync();

        var half = new string('x', 120);
        var response = await client.RequestAsync($"GET /{half} HTTP/1.1\r\nHost: test\r\nX-Long: {half}\r\n\r\n");

        Assert.Equal(431, response.StatusCode);
    }

    [Fact]
    public async Task RequestWithinTheLimitIsServed()
    {
        await using var server = await Served.StartAsync("hello:App", "--h11-max-incomplete-event-size 200");

        Assert.Equal("Hello World!", (await server.GetAsync("/" + new string('x', 80))).BodyText);
    }

    [Fact]
    public async Task BacklogIsTaken()
    {
        await using var server = await Served.StartAsync("hello:App", "--backlog 16");

        Assert.Equal("Hello World!", (await server.GetAsync()).BodyText);
    }
}
