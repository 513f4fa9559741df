namespace ZiBai.Process.Tests.Supervision;

public sealed class StartTests
{
    [Fact]
    public async Task ReadyIsSaidOnceAndAfterEveryWorkerWasReady()
    {
        await using var server = await Supervised.StartAsync("probe:Pid", "-p 3 --before-serve probe:SayingBeforeServe");

        string[] steps =
        [
            .. server.Tool.Lines.Select(static line =>
                line.Text.Contains("Listening on ", StringComparison.Ordinal) ? "listening"
                : line.Text.Contains(" started", StringComparison.Ordinal) ? "started"
                : line.Text.StartsWith("before_serve in ", StringComparison.Ordinal) ? "hook"
                : line.Text.Contains(" serves, ", StringComparison.Ordinal) ? "serves"
                : line.Text.EndsWith(" Ready", StringComparison.Ordinal) ? "ready"
                : line.Text),
        ];
        Assert.Equal("listening", steps[0]);
        Assert.Equal("ready", steps[^1]);
        Assert.Equal(["hook", "hook", "hook", "serves", "serves", "serves", "started", "started", "started"], steps[1..^1].Order());
        Assert.Equal(3, server.Serving.Distinct().Count());
        Assert.Contains((await server.GetAsync()).BodyText, server.Serving.Select(static pid => $"{pid}"));
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task AnAppThatNoWorkerCanLoadIsToldOfOnceAndLeavesNoProcess()
    {
        await using var server = Supervised.Start("probe:NeverStarts", "-p 3");

        Assert.Equal(3, await server.Tool.WaitForExitAsync(Timeouts.ProcessStart));

        Assert.Single(server.Tool.Lines, static line => line.Text.StartsWith("zibai: error: ", StringComparison.Ordinal));
        Assert.Single(server.Tool.Lines, static line => line.Text.Contains("no database at hand", StringComparison.Ordinal));
        Assert.Single(server.Tool.Lines, static line => line.Text.Contains("at Probe.Broken.Connect()", StringComparison.Ordinal));
        Assert.DoesNotMatch(" (?:ERROR|Ready)", server.Tool.Stderr);
        Assert.Equal(3, server.Tool.Lines.Count(static line => line.Text.EndsWith(" started", StringComparison.Ordinal)));
        Assert.Empty(server.Running);
    }

    [Fact]
    public async Task AnAddressThatIsTakenStartsNoWorker()
    {
        await using var first = await Supervised.StartAsync("probe:Pid", "-p 1");
        await using var second = Supervised.Start("probe:Pid", $"-p 2 -l {first.Address.Replace("http://", "", StringComparison.Ordinal)}");

        Assert.Equal(4, await second.Tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.DoesNotContain("started", second.Tool.Stderr, StringComparison.Ordinal);
        Assert.Equal(200, (await first.GetAsync()).StatusCode);
    }
}
