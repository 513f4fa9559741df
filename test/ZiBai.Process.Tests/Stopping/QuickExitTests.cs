namespace ZiBai.Process.Tests.Stopping;

public sealed class QuickExitTests
{
    /// <summary>So long that a test which waits for it fails.</summary>
    private const string Patient = "--graceful-exit-timeout 1000 --socket-timeout 1000";

    private const string Stuck = "GET /stuck HTTP/1.1\r\nHost: test\r\n\r\n";

    [Fact]
    public async Task SigintEndsAnIdleServer()
    {
        await using var server = await Served.StartAsync("hello:App", Patient);
        await using var idle = await server.ConnectAsync();
        await idle.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n");

        Assert.Equal(0, await server.EndAsync(ChildSignal.Int));
        await idle.WaitForEndAsync();
    }

    [Theory]
    [InlineData("probe:Forever", "")]
    [InlineData("probe:Forever", "--no-gevent")]
    [InlineData("probe:ForeverAsync", "")]
    public async Task SigintEndsAStuckRequest(string app, string options)
    {
        await using var server = await Served.StartAsync(app, $"{Patient} {options}");
        await using var client = await server.ConnectAsync();
        await client.SendAsync(Stuck);
        await server.WaitUntilEnteredAsync("/stuck");

        server.Tool.Signal(ChildSignal.Int);
        await Assert.ThrowsAsync<ConnectionEndedException>(() => client.ReadResponseAsync());

        Assert.Equal(0, await server.Tool.WaitForExitAsync());
    }

    [Theory]
    [InlineData(ChildSignal.Term, ChildSignal.Term)]
    [InlineData(ChildSignal.Term, ChildSignal.Int)]
    [InlineData(ChildSignal.Term, ChildSignal.Hup)]
    [InlineData(ChildSignal.Hup, ChildSignal.Term)]
    public async Task SecondSignalMakesAGracefulExitQuick(ChildSignal first, ChildSignal second)
    {
        await using var server = await Served.StartAsync("probe:Forever", Patient);
        await using var client = await server.ConnectAsync();
        await client.SendAsync(Stuck);
        await server.WaitUntilEnteredAsync("/stuck");

        await server.SignalAsync(first);
        Assert.Equal(0, await server.EndAsync(second));

        Assert.Matches("closing all connections", server.Tool.Stderr);
    }

    [Fact]
    public async Task SignalWhileTheServerStartsEndsItWithoutReady()
    {
        using var folder = new TempFolder();
        await using var mkfifo = ChildProcess.Start("mkfifo", [folder.File("pipe")]);
        Assert.Equal(0, await mkfifo.WaitForExitAsync());
        await using var tool = ZiBaiTool.Start(
            Served.Arguments("probe:Environ", "--before-serve probe:BeforeServeWaiting"),
            new Dictionary<string, string?> { ["PROBE_PIPE"] = folder.File("pipe") });
        await tool.WaitForLineAsync("Listening on ", ChildOutput.Stderr, timeout: Timeouts.ProcessStart);

        tool.Signal(ChildSignal.Term);

        Assert.Equal(0, await tool.WaitForExitAsync());
        Assert.DoesNotMatch("Ready$", tool.Stderr);
    }
}
