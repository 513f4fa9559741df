namespace ZiBai.Process.Tests.Supervision;

public sealed class SignalTests
{
    private static readonly ChildSignal[] _supervisorsOwn =
    [
        ChildSignal.Hup, ChildSignal.Ttin, ChildSignal.Ttou, ChildSignal.Usr1, ChildSignal.Usr2, ChildSignal.Winch, ChildSignal.Int, ChildSignal.Quit,
    ];

    [Theory]
    [InlineData(ChildSignal.Usr1, "reopening the log files, here and in the workers")]
    [InlineData(ChildSignal.Usr2, "of no meaning to this server; nothing done")]
    [InlineData(ChildSignal.Winch, "of no meaning to this server; nothing done")]
    [InlineData(ChildSignal.Quit, "of no meaning to this server; nothing done")]
    public async Task SignalThatChangesNoWorkerIsLogged(ChildSignal signal, string action)
    {
        await using var server = await Supervised.StartAsync("probe:Pid", "-p 1");
        var (worker, mark) = (Assert.Single(server.Serving), server.Mark);

        var line = await server.SignalAsync(signal, $"INFO SIG{signal.ToString().ToUpperInvariant()}: {action}$");

        Assert.Equal($"{worker}", (await server.GetAsync()).BodyText);
        Assert.Equal([line], server.Tool.Lines.Skip(mark.Index + 1).Where(static each => each.Stream == ChildOutput.Stderr));
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task WorkersIgnoreWhatIsForTheirSupervisor()
    {
        await using var server = await Supervised.StartAsync("probe:Pid", "-p 2");
        var workers = server.Serving;

        foreach (var worker in workers)
        {
            Array.ForEach(_supervisorsOwn, signal => SystemProcess.Signal(worker, signal));
        }

        await AllAnswerAsync(server, workers);
        Assert.Equal(workers, server.Serving);
        Assert.DoesNotMatch("SIG|died|left", server.Tool.Stderr);
        Assert.Equal(0, await server.EndAsync());
        Assert.Equal(2, server.Tool.Lines.Count(static line => line.Text.EndsWith(" has left: it exited with code 0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task WorkersIgnoreItEvenWhileTheyStart()
    {
        await using var server = Supervised.Start("probe:Pid", "-p 3");
        OutputLine? line = null;
        for (var worker = 0; worker < 3; worker++)
        {
            line = await server.LineAsync(" started$", line);
            Array.ForEach(_supervisorsOwn, signal => SystemProcess.Signal(Supervised.PidIn(line), signal));
        }

        await ZiBaiTool.WaitUntilReadyAsync(server.Tool);
        Assert.Equal(3, server.Tool.Lines.Count(static each => each.Text.EndsWith(" started", StringComparison.Ordinal)));
        await AllAnswerAsync(server, server.Serving);
        Assert.DoesNotMatch("SIG|died|left|ERROR", server.Tool.Stderr);
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task SighupToEveryProcessOfTheNameIsOneRestart()
    {
        await using var server = await Supervised.StartAsync("probe:Pid", "-p 2");
        var (workers, mark) = (server.Serving, server.Mark);

        foreach (var pid in workers.Prepend(server.Pid))
        {
            SystemProcess.Signal(pid, ChildSignal.Hup);
        }

        await server.LineAsync("All workers replaced, 2 in ", mark);
        Assert.Single(server.Tool.Lines, static line => line.Text.EndsWith("SIGHUP: replacing the workers one by one, 2 in all", StringComparison.Ordinal));
        Assert.DoesNotMatch("died|once more|ERROR", server.Tool.Stderr);
        Assert.Empty(server.Serving.Intersect(workers));
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task SigtermToOneWorkerReplacesAndDrainsIt()
    {
        await using var server = await Supervised.StartAsync("probe:Hold", "-p 2");
        await using var held = await Held.InEachWorkerAsync(server);
        var (worker, other, mark) = (server.Serving[0], server.Serving[1], server.Mark);

        SystemProcess.Signal(worker, ChildSignal.Term);
        await server.LineAsync($@"INFO Worker [12] \(pid {worker}\) was asked to exit \(SIGTERM\): replacing it$", mark);
        var replacement = await server.NextServingAsync(mark);
        await held.FinishAllAsync();
        await server.LineAsync($@"\(pid {worker}\) has left: it exited with code 0$", mark);

        Assert.Equal([other, replacement], server.Serving);
        Assert.Equal(0, await server.EndAsync());
    }

    /// <summary>Asks until each worker has answered.</summary>
    private static async Task AllAnswerAsync(Supervised server, IReadOnlyList<int> workers)
    {
        using var timer = new CancellationTokenSource(Timeouts.Default);
        var answered = new HashSet<string>();
        while (!workers.All(worker => answered.Contains($"{worker}")))
        {
            Assert.False(timer.IsCancellationRequested, $"Of {string.Join(", ", workers)} only {string.Join(", ", answered)} have answered.");
            answered.Add((await server.GetAsync()).BodyText);
        }
    }
}
