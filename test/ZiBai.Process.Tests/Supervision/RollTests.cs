namespace ZiBai.Process.Tests.Supervision;

public sealed class RollTests : IDisposable
{
    private const string ByOrders = "--before-serve probe:BeforeServeByOrders";

    private readonly TempFolder _folder = new();

    private string Orders => _folder.File("orders");

    private Dictionary<string, string?> Environment => new() { ["PROBE_ORDERS"] = Orders };

    [Fact]
    public async Task SighupReplacesOneAfterAnotherAndNeverServesWithFewer()
    {
        await using var server = await Supervised.StartAsync("probe:Pid", "-p 3");
        var before = server.Serving;

        var mark = server.Mark;
        await server.RollAsync();

        string[] steps =
        [
            .. server.Tool.Lines.Skip(mark.Index + 1).Select(line =>
                line.Text.Contains(" started", StringComparison.Ordinal) ? "started"
                : line.Text.Contains(" serves, ", StringComparison.Ordinal) ? "serves"
                : line.Text.EndsWith(" has left: it exited with code 0", StringComparison.Ordinal) && before.Contains(Supervised.PidIn(line)) ? "old left"
                : line.Text[24..].Split(" in ")[0]),
        ];
        string[] each = ["started", "serves", "old left"];
        Assert.Equal(["INFO SIGHUP: replacing the workers one by one, 3", .. each, .. each, .. each, "INFO All workers replaced, 3"], steps);
        Assert.Empty(server.Serving.Intersect(before));
        Assert.Equal(3, server.Serving.Count);
        Assert.Contains((await server.GetAsync()).BodyText, server.Serving.Select(static pid => $"{pid}"));
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task NewCodeIsPickedUp()
    {
        using var copy = new AppCopy("probe");
        await using var server = await Supervised.StartAsync("probe:Version", "-p 2", appDir: copy.Folder);
        copy.Change("probe.dll", "version 1", "version 2");
        Assert.Equal("version 1", (await server.GetAsync()).BodyText);

        await server.RollAsync();

        Assert.Equal("version 2", (await server.GetAsync()).BodyText);
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task AssemblyOverwrittenInPlaceIsServedAsItWasUntilTheRoll()
    {
        using var copy = new AppCopy("probe");
        await using var server = await Supervised.StartAsync("probe:ByPath", "-p 1", appDir: copy.Folder);
        var changed = AppCopy.Changed(await File.ReadAllBytesAsync(copy.File("probe.dll")), "version 1", "version 2");
        Assert.Equal("no version", (await server.GetAsync("/")).BodyText);

        // Each of the two paths is code that the worker has not run before.
        copy.Overwrite("probe.dll", changed[..512]);
        Assert.Equal("version 1", (await server.GetAsync("/version")).BodyText);
        copy.Overwrite("probe.dll", changed);
        Assert.Equal("again version 1", (await server.GetAsync("/again")).BodyText);
        await server.RollAsync();

        Assert.Equal("version 2", (await server.GetAsync("/version")).BodyText);
        Assert.DoesNotContain(server.Tool.Lines, static line => line.Text.Contains(" died", StringComparison.Ordinal));
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task SighupsDuringARollMakeOneMore()
    {
        await using var server = await Supervised.StartAsync("probe:Pid", "-p 2");
        var mark = await server.SignalAsync(ChildSignal.Hup, "SIGHUP: replacing the workers one by one, 2 in all$");
        for (var signal = 0; signal < 3; signal++)
        {
            await server.SignalAsync(ChildSignal.Hup, "SIGHUP: replacing them once more after this restart$");
        }

        var first = await server.LineAsync("All workers replaced, 2 in ", mark);
        var second = await server.LineAsync("All workers replaced, 2 in ", first);
        await server.SignalAsync(ChildSignal.Usr1, "SIGUSR1: ");

        Assert.Equal(2, server.Tool.Lines.Count(static line => line.Text.EndsWith(": replacing the workers one by one, 2 in all", StringComparison.Ordinal)));
        Assert.DoesNotContain(server.Tool.Lines.Skip(second.Index + 1), static line => line.Text.EndsWith(" started", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("throw", "the orders were to throw")]
    [InlineData("die", "it was ended by signal 9 before it was ready")]
    public async Task ReplacementThatEndsBeforeItIsReadyStopsTheRoll(string orders, string reason)
    {
        await using var server = await Supervised.StartAsync("probe:Pid", $"-p 2 {ByOrders}", Environment);
        await OldOnesGoOnAsync(server, orders, reason);
    }

    [Fact]
    public async Task ReplacementThatIsNotReadyInTimeStopsTheRoll()
    {
        // As short as a start may be on a machine that is busy with other tests.
        await using var server = await Supervised.StartAsync("probe:Pid", $"-p 2 --boot-timeout 8 {ByOrders}", Environment);
        await OldOnesGoOnAsync(server, "wait", "it was not ready within --boot-timeout, 8 s, and was killed");
    }

    [Fact]
    public async Task WhileARollWaitsForASlowWorkerAllElseIsServed()
    {
        await using var server = await Supervised.StartAsync("probe:Pid", $"-p 2 {ByOrders}", Environment);

        // The first is being replaced; which of the two was ready sooner says nothing of that.
        var other = Supervised.PidIn(Assert.Single(server.Tool.Lines, static line => line.Text.Contains(" Worker 2 ", StringComparison.Ordinal) && line.Text.EndsWith(" started", StringComparison.Ordinal)));
        await File.WriteAllTextAsync(Orders, "wait");
        await server.LineAsync("^waiting in ", await server.SignalAsync(ChildSignal.Hup, "SIGHUP: replacing the workers one by one, 2 in all$"));

        File.Delete(Orders);
        await server.NextServingAsync(await server.SignalAsync(ChildSignal.Ttin, "SIGTTIN: workers from now on: 3$"));
        var mark = server.Mark;
        SystemProcess.Signal(other, ChildSignal.Kill);
        await server.NextServingAsync(await server.LineAsync($@"\(pid {other}\) died: it was ended by signal 9; replacing it$", mark));
        Assert.Equal(200, (await server.GetAsync()).StatusCode);

        Assert.Equal(0, await server.EndAsync());
        Assert.Empty(server.Running);
    }

    public void Dispose() => _folder.Dispose();

    private async Task OldOnesGoOnAsync(Supervised server, string orders, string reason)
    {
        var before = server.Serving;
        await File.WriteAllTextAsync(Orders, orders);

        var stopped = await server.SignalAsync(ChildSignal.Hup, "ERROR The restart has stopped, and the workers not yet replaced go on serving: ");

        Assert.Contains(reason, stopped.Text, StringComparison.Ordinal);
        Assert.Contains(" could not start. Mend this and send SIGHUP to try again: ", stopped.Text, StringComparison.Ordinal);
        Assert.Single(server.Tool.Lines, static line => line.Text.Contains("ERROR", StringComparison.Ordinal));
        Assert.Equal(before, server.Serving);
        Assert.Contains((await server.GetAsync()).BodyText, before.Select(static pid => $"{pid}"));

        File.Delete(Orders);
        await server.RollAsync();

        Assert.Empty(server.Serving.Intersect(before));
        Assert.Equal(2, server.Serving.Count);
        Assert.Equal(0, await server.EndAsync());
    }
}
