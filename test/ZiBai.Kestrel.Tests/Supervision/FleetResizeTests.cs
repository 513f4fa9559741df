using ZiBai.Control;
using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

public sealed class FleetResizeTests : IDisposable
{
    private readonly FleetRun _run = new FleetRun().Serving();

    [Fact]
    public void TtinStartsOneMoreAndTellsTheOthers()
    {
        _run.Signal(SupervisorSignal.Ttin);

        Assert.Equal((3, 3, 3), (_run.Launched.Count, _run.Last.Index, _run.Last.Workers));
        Assert.All(_run.Launched.Take(2), static worker => Assert.Equal([new WorkersChanged(3)], worker.Sent));
        Assert.Equal(["SIGTTIN: workers from now on: 3"], _run.MessagesOf("FleetResized"));
    }

    [Fact]
    public void TtouDrainsTheLastAndTellsTheOthers()
    {
        _run.Signal(SupervisorSignal.Ttou);

        Assert.Equal(new BeginDrain(IsEnd: false), _run.Launched[1].Sent[0]);
        Assert.Equal([new WorkersChanged(1)], _run.Launched[0].Sent);
        Assert.Equal(["SIGTTOU: workers from now on: 1"], _run.MessagesOf("FleetResized"));
        _run.Exit(_run.Launched[1]);
        _run.Pass(60);
        Assert.Equal(2, _run.Launched.Count);
    }

    [Fact]
    public void TheOnlyWorkerStays()
    {
        _run.Signal(SupervisorSignal.Ttou);
        _run.Exit(_run.Launched[1]);
        var sent = _run.Launched[0].Sent.Count;

        _run.Signal(SupervisorSignal.Ttou);

        Assert.Equal(("OneWorkerStays", sent), (_run.Events.Last(), _run.Launched[0].Sent.Count));
        Assert.Null(_run.Fleet.End);
    }

    [Fact]
    public void WhoeverDoesNotDrainInTimeIsKilled()
    {
        _run.Signal(SupervisorSignal.Ttou);

        _run.Pass(10 + FleetSettings.KillGrace.TotalSeconds);

        Assert.Equal((0, 1), (_run.Launched[0].Kills, _run.Launched[1].Kills));
    }

    [Fact]
    public void TtouOfOneThatIsStartingHasItQuit()
    {
        _run.Signal(SupervisorSignal.Ttin);
        var starting = _run.Last;

        _run.Signal(SupervisorSignal.Ttou);
        _run.Ready(starting);

        Assert.Equal(new Quit(), starting.Sent[0]);
        Assert.Equal(2, _run.CountOf("WorkerServing"));
    }

    [Fact]
    public void TtouOfTheLastThatIsStarting_WhereTheOthersHaveFailed_IsTheEnd()
    {
        using var run = new FleetRun();
        run.Fleet.Start();
        run.FailToStart(run.Launched[0], "no such app");

        run.Signal(SupervisorSignal.Ttou);
        Assert.Null(run.Fleet.End);
        run.Exit(run.Launched[1]);

        Assert.Equal((ExitCode.CannotLoad, "no such app"), (run.Fleet.End!.ExitCode, run.Fleet.End.Reason!.Reason));
    }

    [Fact]
    public void APlaceThatIsTakenAgainHasNoOldFailures()
    {
        _run.Signal(SupervisorSignal.Ttin);
        _run.FailToStart(_run.Last);
        _run.Signal(SupervisorSignal.Ttou);
        var launched = _run.Launched.Count;

        _run.Signal(SupervisorSignal.Ttin);

        Assert.Equal((launched + 1, 3), (_run.Launched.Count, _run.Last.Index));
    }

    public void Dispose() => _run.Dispose();
}
