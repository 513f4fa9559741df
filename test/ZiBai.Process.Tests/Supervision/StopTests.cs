using System.Net.Sockets;

namespace ZiBai.Process.Tests.Supervision;

public sealed class StopTests
{
    private const string Hooks = "--before-graceful-exit probe:SayingBeforeGracefulExit --before-died probe:SayingBeforeDied";

    /// <summary>So long that a test which waits for it fails.</summary>
    private const string Patient = "--graceful-exit-timeout 1000 --socket-timeout 1000";

    [Fact]
    public async Task SigtermDrainsAllWorkersInParallel()
    {
        await using var server = await Supervised.StartAsync("probe:Hold", $"-p 2 {Patient} {Hooks}");
        await using var held = await Held.InEachWorkerAsync(server);
        var workers = server.Serving;

        server.Tool.Signal(ChildSignal.Term);
        foreach (var worker in workers)
        {
            await server.LineAsync($"^before_graceful_exit in {worker}$");
        }

        await held.FinishAllAsync();

        Assert.Equal(0, await server.Tool.WaitForExitAsync());
        Assert.All(workers, worker => Assert.Matches($"(?m)^before_died in {worker}$", server.Tool.Stderr));
        Assert.Empty(server.Running);
        Assert.All(workers, static worker => Assert.False(SystemProcess.Runs(worker)));
        var refused = await Assert.ThrowsAsync<SocketException>(() => RawConnection.ConnectAsync(server.Address));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Fact]
    public async Task WorkerThatDoesNotDrainInTimeIsKilled()
    {
        await using var server = await Supervised.StartAsync("probe:Pid", "-p 2 --graceful-exit-timeout 1");
        var stopped = server.Serving[0];
        SystemProcess.Signal(stopped, ChildSignal.Stop);

        Assert.Equal(0, await server.EndAsync());

        Assert.Single(server.Tool.Lines, line => line.Text.EndsWith($"(pid {stopped}) did not exit in time; killing it", StringComparison.Ordinal));
        Assert.Single(server.Tool.Lines, line => line.Text.EndsWith($"(pid {stopped}) has left: it was ended by signal 9", StringComparison.Ordinal));
        Assert.Single(server.Tool.Lines, static line => line.Text.EndsWith("has left: it exited with code 0", StringComparison.Ordinal));
        Assert.Empty(server.Running);
    }

    [Theory]
    [InlineData(ChildSignal.Term)]
    [InlineData(ChildSignal.Int)]
    public async Task SecondSignalMakesAGracefulExitQuick(ChildSignal second)
    {
        await using var server = await Supervised.StartAsync("probe:Hold", $"-p 2 {Patient} {Hooks}");
        await using var held = await Held.InEachWorkerAsync(server);

        var graceful = await server.SignalAsync(ChildSignal.Term, "SIGTERM: exiting gracefully$");
        await server.LineAsync("^before_graceful_exit in ", graceful);
        Assert.Equal(0, await server.EndAsync(second));

        Assert.Contains($"SIG{second.ToString().ToUpperInvariant()}: closing all connections", server.Tool.Stderr, StringComparison.Ordinal);
        foreach (var connection in held.Pids.Distinct().SelectMany(held.In))
        {
            await Assert.ThrowsAsync<ConnectionEndedException>(() => connection.ReadResponseAsync());
        }

        Assert.DoesNotContain("killing", server.Tool.Stderr, StringComparison.Ordinal);
        Assert.Equal(2, server.Tool.Lines.Count(static line => line.Text.StartsWith("before_died in ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SigintClosesConnectionsAtOnceAndTheHooksStillRun()
    {
        await using var server = await Supervised.StartAsync("probe:Hold", $"-p 2 {Patient} {Hooks}");
        await using var held = await Held.InEachWorkerAsync(server);
        var workers = server.Serving;

        Assert.Equal(0, await server.EndAsync(ChildSignal.Int));

        foreach (var connection in workers.SelectMany(held.In))
        {
            await Assert.ThrowsAsync<ConnectionEndedException>(() => connection.ReadResponseAsync());
        }

        Assert.All(workers, worker => Assert.Matches($"(?m)^before_died in {worker}$", server.Tool.Stderr));
        Assert.DoesNotMatch("before_graceful_exit|killing", server.Tool.Stderr);
        Assert.Equal(2, server.Tool.Lines.Count(static line => line.Text.EndsWith("has left: it exited with code 0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task CtrlCInATerminalWhichReachesTheWorkersTooEndsThemOnce()
    {
        await using var server = await Supervised.StartAsync("probe:Pid", $"-p 2 {Patient} {Hooks}");
        var workers = server.Serving;

        foreach (var worker in workers)
        {
            SystemProcess.Signal(worker, ChildSignal.Int);
        }

        Assert.Equal(0, await server.EndAsync(ChildSignal.Int));
        Assert.All(workers, worker => Assert.Single(server.Tool.Lines, line => line.Text == $"before_died in {worker}"));
        Assert.DoesNotContain("ERROR", server.Tool.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignalWhileTheFirstWorkersStartEndsThem()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("orders"), "wait");
        await using var server = Supervised.Start(
            "probe:Pid", "-p 2 --before-serve probe:BeforeServeByOrders", new Dictionary<string, string?> { ["PROBE_ORDERS"] = folder.File("orders") });
        await server.LineAsync("^waiting in ");

        Assert.Equal(0, await server.EndAsync());
        Assert.DoesNotMatch("Ready$|ERROR", server.Tool.Stderr);
        Assert.Empty(server.Running);
    }
}
