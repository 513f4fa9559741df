namespace ZiBai.Process.Tests.Stopping;

public sealed class HookTests : IDisposable
{
    private const string All =
        "--before-serve probe:BeforeServe --before-graceful-exit probe:BeforeGracefulExit --before-died probe:BeforeDied";

    private readonly TempFolder _folder = new();

    private string[] Recorded => File.ReadAllLines(_folder.File("record"));

    private Dictionary<string, string?> Environment =>
        new() { ["PROBE_FILE"] = _folder.File("record"), ["PROBE_PIPE"] = _folder.File("pipe") };

    [Fact]
    public async Task BeforeServeHasRunWhenTheServerIsReady()
    {
        await using var server = await Served.StartAsync("probe:Recorded", All, Environment);

        Assert.Equal(["before_serve"], Recorded);
    }

    [Fact]
    public async Task BeforeServeRunsBeforeTheFirstRequestIsAccepted()
    {
        await using var mkfifo = ChildProcess.Start("mkfifo", [_folder.File("pipe")]);
        Assert.Equal(0, await mkfifo.WaitForExitAsync());
        await using var tool = ZiBaiTool.Start(Served.Arguments("probe:Recorded", "--before-serve probe:BeforeServeWaiting"), Environment);
        await tool.WaitForLineAsync("Listening on ", ChildOutput.Stderr, timeout: Timeouts.ProcessStart);
        await using var client = await RawConnection.ConnectAsync(Assert.Single(ZiBaiTool.ListenAddresses(tool)));
        await client.SendAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n");

        await File.WriteAllTextAsync(_folder.File("pipe"), "go on");
        var response = await client.ReadResponseAsync();

        Assert.Equal("recorded", response.BodyText);
        Assert.Equal(["before_serve", "request 1"], Recorded);
    }

    [Theory]
    [InlineData(ChildSignal.Term)]
    [InlineData(ChildSignal.Hup)]
    public async Task GracefulExitRunsBothHooksInOrder(ChildSignal signal)
    {
        await using var server = await Served.StartAsync("probe:Recorded", All, Environment);
        await server.GetAsync();

        Assert.Equal(0, await server.EndAsync(signal));
        Assert.Equal(["before_serve", "request 1", "before_graceful_exit", "before_died"], Recorded);
    }

    [Fact]
    public async Task QuickExitRunsBeforeDiedAlone()
    {
        await using var server = await Served.StartAsync("probe:Recorded", All, Environment);

        Assert.Equal(0, await server.EndAsync(ChildSignal.Int));
        Assert.Equal(["before_serve", "before_died"], Recorded);
    }

    [Fact]
    public async Task RequestCapRunsBothHooksInOrder()
    {
        await using var server = await Served.StartAsync("probe:Recorded", $"--max-requests 1 {All}", Environment);
        await server.GetAsync();

        Assert.Equal(0, await server.Tool.WaitForExitAsync());

        // The hook runs beside the request that reaches the cap.
        Assert.Contains("request 1", Recorded);
        Assert.Equal(["before_serve", "before_graceful_exit", "before_died"], Recorded.Where(line => line != "request 1"));
    }

    [Fact]
    public async Task BeforeDiedRunsAfterBeforeServeThrew()
    {
        await using var tool = await Served.FailAsync(
            "probe:Recorded", "--before-serve probe:ThrowingBeforeServe --before-died probe:BeforeDied", Environment);

        Assert.Equal(3, tool.ExitCode);
        Assert.Equal(["before_serve", "before_died"], Recorded);
    }

    [Fact]
    public async Task BeforeDiedRunsAfterTheAppCouldNotBeLoaded()
    {
        await using var tool = await Served.FailAsync("probe:NeverStarts", "--before-died probe:BeforeDied", Environment);

        Assert.Equal(3, tool.ExitCode);
        Assert.Equal(["before_died"], Recorded);
    }

    [Fact]
    public async Task BeforeGracefulExitRunsBeforeARequestInProgressEnds()
    {
        await using var server = await Served.StartAsync("probe:ForBody", All, Environment);
        await using var client = await server.ConnectAsync();
        await client.SendAsync("POST /wait HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\n");
        await server.WaitUntilEnteredAsync("/wait");

        await server.SignalAsync(ChildSignal.Term);
        await server.WaitUntilRefusedAsync();
        Assert.Equal(["before_serve", "before_graceful_exit"], Recorded);

        await client.SendAsync("body");
        await client.ReadResponseAsync();
        Assert.Equal(0, await server.Tool.WaitForExitAsync());
        Assert.Equal(["before_serve", "before_graceful_exit", "before_died"], Recorded);
    }

    [Theory]
    [InlineData("--before-graceful-exit probe:ThrowingBeforeGracefulExit --before-died probe:BeforeDied", "before_graceful_exit")]
    [InlineData("--before-graceful-exit probe:BeforeGracefulExit --before-died probe:ThrowingBeforeDied", "before_died")]
    public async Task HookThatThrowsAtTheEndIsLoggedAndTheExitGoesOn(string hooks, string thrower)
    {
        await using var server = await Served.StartAsync("probe:Recorded", hooks, Environment);

        Assert.Equal(0, await server.EndAsync());
        Assert.Equal(["before_graceful_exit", "before_died"], Recorded);
        Assert.Matches($@"ERROR The hook {thrower} failed\n    .*{thrower} went wrong\n       at Probe\.Hooks", server.Tool.Stderr);
    }

    public void Dispose() => _folder.Dispose();
}
