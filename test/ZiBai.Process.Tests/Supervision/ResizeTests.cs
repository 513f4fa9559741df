namespace ZiBai.Process.Tests.Supervision;

public sealed class ResizeTests
{
    [Fact]
    public async Task TtinAddsAWorkerAndTtouTakesOneAwayButNeverTheLast()
    {
        await using var server = await Supervised.StartAsync("probe:Environ", "-p 1");
        var first = Assert.Single(server.Serving);
        Assert.Equal("wsgi.multiprocess=False", await MultiprocessAsync(server));

        await server.SignalAsync(ChildSignal.Ttou, "SIGTTOU: the only worker stays$");
        Assert.Equal([first], server.Serving);

        var second = await server.NextServingAsync(await server.SignalAsync(ChildSignal.Ttin, "SIGTTIN: workers from now on: 2$"));
        Assert.Equal([first, second], server.Serving);
        await BecomesAsync(server, "wsgi.multiprocess=True");

        var mark = await server.SignalAsync(ChildSignal.Ttou, "SIGTTOU: workers from now on: 1$");
        await server.LineAsync($@"\(pid {second}\) has left: it exited with code 0$", mark);
        Assert.Equal([first], server.Serving);
        await BecomesAsync(server, "wsgi.multiprocess=False");

        await server.SignalAsync(ChildSignal.Ttou, "SIGTTOU: the only worker stays$");
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task MultiprocessIsTrueWhereMoreThanOneWorkerServes()
    {
        await using var server = await Supervised.StartAsync("probe:Environ", "-p 2");

        Assert.Equal("wsgi.multiprocess=True", await MultiprocessAsync(server));
    }

    [Fact]
    public async Task TheWorkerThatTtouTakesAwayIsDrained()
    {
        await using var server = await Supervised.StartAsync("probe:Hold", "-p 2 --before-graceful-exit probe:SayingBeforeGracefulExit");
        await using var held = await Held.InEachWorkerAsync(server);

        var leaving = await server.SignalAsync(ChildSignal.Ttou, "^before_graceful_exit in ");
        await held.FinishAllAsync();
        var left = await server.LineAsync(" has left: it exited with code 0$", leaving);

        Assert.EndsWith($" {Supervised.PidIn(left)}", leaving.Text, StringComparison.Ordinal);
        Assert.Single(server.Serving);
        Assert.Equal(0, await server.EndAsync());
    }

    private static async Task<string> MultiprocessAsync(Supervised server) => (await server.GetAsync("/?wsgi.multiprocess")).BodyText;

    /// <summary>Asks until the workers have taken note.</summary>
    private static async Task BecomesAsync(Supervised server, string expected)
    {
        using var timer = new CancellationTokenSource(Timeouts.Default);
        while (await MultiprocessAsync(server) != expected)
        {
            Assert.False(timer.IsCancellationRequested, $"It has not become {expected}.");
        }

        Assert.Equal(expected, await MultiprocessAsync(server));
    }
}
