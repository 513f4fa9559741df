namespace ZiBai.Process.Tests.Stopping;

public sealed class GracefulExitTests
{
    private const string HeadOfPost = "POST /wait HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\n";
    private const string Get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    /// <summary>So long that a test which waits for it fails.</summary>
    private const string Patient = "--graceful-exit-timeout 1000";

    [Theory]
    [InlineData(ChildSignal.Term)]
    [InlineData(ChildSignal.Hup)]
    public async Task IdleServerExitsAtOnce(ChildSignal signal)
    {
        await using var server = await Served.StartAsync("hello:App", Patient);

        Assert.Equal(0, await server.EndAsync(signal));
    }

    [Theory]
    [InlineData("probe:ForBody", ChildSignal.Term)]
    [InlineData("probe:ForBodyAsync", ChildSignal.Term)]
    [InlineData("probe:ForBody", ChildSignal.Hup)]
    public async Task RequestInProgressIsFinishedWhole(string app, ChildSignal signal)
    {
        await using var server = await Served.StartAsync(app, Patient);
        await using var client = await server.ConnectAsync();
        await client.SendAsync(HeadOfPost);
        await server.WaitUntilEnteredAsync("/wait");

        await server.SignalAsync(signal);
        await client.SendAsync("body");
        var response = await client.ReadResponseAsync();

        Assert.Equal((200, "most inside: 1"), (response.StatusCode, response.BodyText));
        Assert.Equal(ConnectionEnd.Closed, await client.WaitForEndAsync());
        Assert.Equal(0, await server.Tool.WaitForExitAsync());
    }

    [Fact]
    public async Task RequestInProgressOnDedicatedThreadsIsFinishedWhole()
    {
        await using var server = await Served.StartAsync("probe:ForBody", $"--no-gevent {Patient}");
        await using var client = await server.ConnectAsync();
        await client.SendAsync(HeadOfPost);
        await server.WaitUntilEnteredAsync("/wait");

        await server.SignalAsync(ChildSignal.Term);
        await client.SendAsync("body");

        Assert.Equal(200, (await client.ReadResponseAsync()).StatusCode);
        Assert.Equal(0, await server.Tool.WaitForExitAsync());
    }

    [Fact]
    public async Task IdleConnectionIsClosedInOrder()
    {
        await using var server = await Served.StartAsync("hello:App", $"--socket-timeout 1000 {Patient}");
        await using var client = await server.ConnectAsync();
        await client.RequestAsync(Get);

        server.Tool.Signal(ChildSignal.Term);

        Assert.Equal(ConnectionEnd.Closed, await client.WaitForEndAsync());
        Assert.Equal(0, await server.Tool.WaitForExitAsync());
    }

    [Fact]
    public async Task ConnectionThatNeverSentAnythingIsClosedInOrder()
    {
        await using var server = await Served.StartAsync("hello:App", $"--socket-timeout 1000 {Patient}");
        await using var client = await server.ConnectAsync();
        await server.GetAsync();

        server.Tool.Signal(ChildSignal.Term);

        Assert.Equal(ConnectionEnd.Closed, await client.WaitForEndAsync());
        Assert.Equal(0, await server.Tool.WaitForExitAsync());
    }

    [Fact]
    public async Task RequestsOnAnOpenConnectionAreStillAnsweredUntilOneSaysClose()
    {
        await using var server = await Served.StartAsync("hello:App", Patient);
        await using var client = await server.ConnectAsync();
        Assert.Null((await client.RequestAsync(Get)).Header("Connection"));

        await server.SignalAsync(ChildSignal.Term);
        await server.WaitUntilRefusedAsync();
        RawResponse response;
        do
        {
            response = await client.RequestAsync(Get);
            Assert.Equal("Hello World!", response.BodyText);
        }
        while (response.Header("Connection") is null);

        Assert.Equal("close", response.Header("Connection"));
        Assert.Equal(ConnectionEnd.Closed, await client.WaitForEndAsync());
        Assert.Equal(0, await server.Tool.WaitForExitAsync());
    }

    [Fact]
    public async Task RequestInProgressWhenTheDrainBeganSaysClose()
    {
        await using var server = await Served.StartAsync("probe:ForBody", Patient);
        await using var client = await server.ConnectAsync();
        await using var other = await server.ConnectAsync();
        await client.SendAsync(HeadOfPost);
        await server.WaitUntilEnteredAsync("/wait");
        await server.SignalAsync(ChildSignal.Term);

        // The other connection is closed after the linger, so that the drain has begun by then.
        await other.WaitForEndAsync();
        await client.SendAsync("body");

        Assert.Equal("close", (await client.ReadResponseAsync()).Header("Connection"));
        Assert.Equal(0, await server.Tool.WaitForExitAsync());
    }

    [Fact]
    public async Task NewConnectionsAreRefusedWhileARequestIsFinished()
    {
        await using var server = await Served.StartAsync("probe:ForBody", Patient);
        await using var client = await server.ConnectAsync();
        await client.SendAsync(HeadOfPost);
        await server.WaitUntilEnteredAsync("/wait");
        await server.SignalAsync(ChildSignal.Term);

        await server.WaitUntilRefusedAsync();

        await client.SendAsync("body");
        Assert.Equal(200, (await client.ReadResponseAsync()).StatusCode);
        Assert.Equal(0, await server.Tool.WaitForExitAsync());
    }

    [Theory]
    [InlineData("probe:Forever", "")]
    [InlineData("probe:Forever", "--no-gevent")]
    [InlineData("probe:ForeverAsync", "")]
    public async Task StuckRequestIsAbortedAfterTheTimeoutAndCounted(string app, string options)
    {
        await using var server = await Served.StartAsync(app, $"--graceful-exit-timeout 0.5 {options}");
        await using var client = await server.ConnectAsync();
        await client.SendAsync("GET /stuck HTTP/1.1\r\nHost: test\r\n\r\n");
        await server.WaitUntilEnteredAsync("/stuck");

        server.Tool.Signal(ChildSignal.Term);
        await client.WaitForEndAsync();

        Assert.Equal(0, await server.Tool.WaitForExitAsync());
        Assert.Matches(@"WARNING Aborting 1 connections with 1 requests in progress: .* 0\.5 s", server.Tool.Stderr);
    }

    [Fact]
    public async Task LastBytesOfAResponseThatItsClientIsSlowToTakeAreNotCutOff()
    {
        using var folder = new TempFolder();
        await using var server = await Served.StartAsync("transfer:App", $"{Patient} -l unix:{folder.Socket("a.sock")}");
        await using var client = await server.ConnectAsync();

        // More than the system's buffer takes and less than what the server keeps beyond that: the app is through with it while some of it is here still.
        client.Socket.ReceiveBufferSize = 4096;
        await client.SendAsync("GET /download?seed=1&length=260000 HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        await server.Tool.WaitForLineAsync("GET /download", ChildOutput.Stdout);

        await server.SignalAsync(ChildSignal.Term);
        await Assert.ThrowsAsync<TimeoutException>(() => server.Tool.WaitForExitAsync(TimeSpan.FromSeconds(1)));
        var response = await client.ReadResponseAsync();

        var expected = new byte[260_000];
        new Random(1).NextBytes(expected);
        Assert.Equal(expected, response.Body);
        Assert.Equal(0, await server.Tool.WaitForExitAsync());
    }
}
