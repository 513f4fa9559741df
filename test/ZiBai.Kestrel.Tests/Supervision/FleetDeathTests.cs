using ZiBai.Control;
using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

public sealed class FleetDeathTests : IDisposable
{
    private readonly FleetRun _run = new FleetRun().Serving();

    [Fact]
    public void AWorkerThatDiesIsReplacedAtOnce()
    {
        _run.Exit(_run.Launched[1], 139);

        Assert.Equal((3, 2), (_run.Launched.Count, _run.Last.Index));
        Assert.Equal(["Worker 2 (pid 1002) died: it was ended by signal 11; replacing it"], _run.MessagesOf("WorkerDied"));
        Assert.Empty(_run.Launched[0].Sent);
    }

    [Fact]
    public void AWorkerThatExitsUnaskedHasDiedToo()
    {
        _run.Exit(_run.Launched[0]);

        Assert.Equal(["Worker 1 (pid 1001) died: it exited with code 0; replacing it"], _run.MessagesOf("WorkerDied"));
    }

    [Fact]
    public void WhatAWorkerSaidOfItsFailureIsTold()
    {
        _run.Say(_run.Launched[0], new StartFailed(ExitCode.Failure, "an unexpected failure", "at Main()"));
        _run.Exit(_run.Launched[0], 1);

        var told = Assert.Single(_run.Log, static entry => entry.EventId.Name == "WorkerDied");
        Assert.Equal("Worker 1 (pid 1001) died: it exited with code 1: an unexpected failure; replacing it", told.Message);
        Assert.Equal("at Main()", told.Exception?.ToString());
    }

    [Fact]
    public void TwoThatDieInOneTickAreBothReplaced()
    {
        _run.Exit(_run.Launched[0], 137);
        _run.Exit(_run.Launched[1], 137);

        Assert.Equal([1, 2], _run.Launched.Skip(2).Select(static worker => worker.Index));
        _run.Ready(_run.Launched[2]);
        _run.Ready(_run.Launched[3]);
        _run.Pass(60);
        Assert.Equal((4, 1), (_run.Launched.Count, _run.CountOf("FleetReady")));
        Assert.Null(_run.Fleet.End);
    }

    [Fact]
    public void TheOnlyWorkerMayDieAnyNumberOfTimes()
    {
        using var run = new FleetRun(workers: 1).Serving();
        for (var deaths = 0; deaths < 5; deaths++)
        {
            run.Exit(run.Last, 139);
            run.Ready(run.Last);
        }

        Assert.Equal((6, 5), (run.Launched.Count, run.CountOf("WorkerDied")));
        Assert.Null(run.Fleet.End);
    }

    [Fact]
    public void OneThatKeepsFailingIsTriedEverMoreRarely()
    {
        double[] waits = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30];
        _run.Exit(_run.Launched[0], 139);
        foreach (var wait in waits)
        {
            _run.FailToStart(_run.Last);
            var launched = _run.Launched.Count;
            _run.Pass(wait - 0.01);
            Assert.Equal(launched, _run.Launched.Count);

            _run.Pass(0.01);
            Assert.Equal((launched + 1, 1), (_run.Launched.Count, _run.Last.Index));
        }

        Assert.Equal(waits.Length, _run.CountOf("WorkerStartFailed"));
        Assert.EndsWith("; the next try is in 30 s", _run.MessagesOf("WorkerStartFailed").Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(29.9, 0.4)]
    [InlineData(30, 0.1)]
    public void HavingServedLongEnoughMakesFailuresForgotten(double served, double wait)
    {
        _run.Exit(_run.Launched[0], 139);
        _run.FailToStart(_run.Last);
        _run.Pass(0.1);
        _run.FailToStart(_run.Last);
        _run.Pass(0.2);
        _run.Ready(_run.Last);
        _run.Pass(served);

        _run.Exit(_run.Last, 139);
        _run.FailToStart(_run.Last);
        var launched = _run.Launched.Count;
        _run.Pass(wait - 0.01);
        Assert.Equal(launched, _run.Launched.Count);

        _run.Pass(0.01);
        Assert.Equal(launched + 1, _run.Launched.Count);
    }

    [Fact]
    public void WhatTheSystemCannotStartIsTriedAgain()
    {
        _run.CannotLaunch = true;
        _run.Exit(_run.Launched[0], 139);
        Assert.Equal(
            ["Worker 1 could not start: its process could not be started: no memory; the next try is in 0.1 s"], _run.MessagesOf("WorkerStartFailed"));

        _run.CannotLaunch = false;
        _run.Pass(0.1);

        Assert.Equal((3, 1), (_run.Launched.Count, _run.Last.Index));
    }

    [Fact]
    public void AHungWorkerIsKilledAndReplacedAtOnce()
    {
        var hung = _run.Launched[0];
        _run.Pass(29.9, hung);
        Assert.Equal(0, hung.Kills);

        _run.Pass(0.1, hung);

        Assert.Equal((1, 0), (hung.Kills, _run.Launched[1].Kills));
        Assert.Equal((3, 1), (_run.Launched.Count, _run.Last.Index));
        var told = Assert.Single(_run.Log, static entry => entry.EventId.Name == "WorkerHung");
        Assert.Equal(Microsoft.Extensions.Logging.LogLevel.Warning, told.Level);
        _run.Exit(hung, 137);
        Assert.Equal((3, 0, 1), (_run.Launched.Count, _run.CountOf("WorkerDied"), _run.CountOf("WorkerLeft")));
    }

    [Fact]
    public void ALateHeartbeatIsInTime()
    {
        var late = _run.Launched[0];
        _run.Pass(29.9, late);
        _run.Say(late, new Heartbeat(0, 0, 0));
        _run.Pass(29.9, late);

        Assert.Equal((0, 2), (late.Kills, _run.Launched.Count));
    }

    [Fact]
    public void WhoStartsNeedGiveNoSignOfLife()
    {
        using var run = new FleetRun(pingTimeout: 5).Serving();
        run.Signal(SupervisorSignal.Ttin);

        run.Pass(20, run.Last);

        Assert.Equal(0, run.Last.Kills);
    }

    [Fact]
    public void AWorkerThatAsksToLeaveIsReplacedFirstAndHasTimeToDrain()
    {
        var leaves = _run.Launched[0];
        _run.Say(leaves, new AsksToLeave("SIGTERM"));

        Assert.Equal((3, 1), (_run.Launched.Count, _run.Last.Index));
        Assert.Empty(leaves.Sent);
        _run.Ready(_run.Last);
        Assert.Equal([new BeginDrain(IsEnd: false)], leaves.Sent);
        _run.Pass(12.9);
        Assert.Equal(0, leaves.Kills);
        _run.Pass(0.1);
        Assert.Equal(1, leaves.Kills);
        Assert.Equal(1, _run.CountOf("WorkerAsksToLeave"));
    }

    public void Dispose() => _run.Dispose();
}
