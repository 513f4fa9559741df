using ZiBai.Control;
using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

public sealed class FleetStartTests : IDisposable
{
    private readonly FleetRun _run = new();

    [Fact]
    public void EveryWorkerIsStartedAtOnceAndToldHowManyThereAre()
    {
        _run.Fleet.Start();

        Assert.Equal([(1, 2), (2, 2)], _run.Launched.Select(static worker => (worker.Index, worker.Workers)));
        Assert.Equal(["WorkerStarted", "WorkerStarted"], _run.Events);
    }

    [Fact]
    public void ItIsReadyWhenAllServeAndSaysSoOnce()
    {
        _run.Fleet.Start();
        _run.Ready(_run.Launched[0]);
        Assert.Equal(0, _run.CountOf("FleetReady"));

        _run.Ready(_run.Launched[1]);
        _run.Pass(5);

        Assert.Equal(["WorkerStarted", "WorkerStarted", "WorkerServing", "WorkerServing", "FleetReady"], _run.Events);
        Assert.Null(_run.Fleet.End);
    }

    [Fact]
    public void NoneCanStart_TheReasonOfTheFirstIsTheEnd()
    {
        _run.Fleet.Start();
        _run.FailToStart(_run.Launched[1], "there is no app");
        Assert.Null(_run.Fleet.End);

        _run.FailToStart(_run.Launched[0], "told later");

        Assert.Equal(new FleetEnd(ExitCode.CannotLoad, new StartFailed(ExitCode.CannotLoad, "there is no app", null)), _run.Fleet.End);
        Assert.Equal(["WorkerStarted", "WorkerStarted"], _run.Events);
        Assert.Equal((2, 1), (_run.Launched.Count, _run.SocketCloses));
    }

    [Fact]
    public void NoneCanStart_TheExitCodeIsTheWorkersOwn()
    {
        _run.Fleet.Start();
        _run.FailToStart(_run.Launched[0], exitCode: ExitCode.Failure);
        _run.FailToStart(_run.Launched[1]);

        Assert.Equal(ExitCode.Failure, _run.Fleet.End!.ExitCode);
    }

    [Fact]
    public void NoneCanStart_WithoutAWordTheExitIsTheReason()
    {
        _run.Fleet.Start();
        _run.Exit(_run.Launched[0], 134);
        _run.Exit(_run.Launched[1], 134);

        Assert.Equal((ExitCode.CannotLoad, "it was ended by signal 6 before it was ready"), (_run.Fleet.End!.ExitCode, _run.Fleet.End.Reason!.Reason));
    }

    [Fact]
    public void NoneIsReadyInTime_AllAreKilledAndThatIsTheEnd()
    {
        _run.Fleet.Start();
        _run.Pass(59.9);
        Assert.All(_run.Launched, static worker => Assert.Equal(0, worker.Kills));

        _run.Pass(0.1);
        Assert.All(_run.Launched, static worker => Assert.Equal(1, worker.Kills));
        Assert.Null(_run.Fleet.End);

        _run.Exit(_run.Launched[0], 137);
        _run.Exit(_run.Launched[1], 137);

        Assert.Equal(
            (ExitCode.CannotLoad, "it was not ready within --boot-timeout, 60 s, and was killed"), (_run.Fleet.End!.ExitCode, _run.Fleet.End.Reason!.Reason));
    }

    [Fact]
    public void TheSystemStartsNone_ThatIsTheEndAtOnce()
    {
        _run.CannotLaunch = true;

        _run.Fleet.Start();

        Assert.Equal((ExitCode.CannotLoad, "its process could not be started: no memory"), (_run.Fleet.End!.ExitCode, _run.Fleet.End.Reason!.Reason));
    }

    [Fact]
    public void OneOfTheFirstFailsBeforeAnotherServes_ItIsToldOnceAndTriedAgain()
    {
        _run.Fleet.Start();
        _run.FailToStart(_run.Launched[0]);
        _run.Pass(5);
        Assert.Equal((2, 0), (_run.Launched.Count, _run.CountOf("WorkerStartFailed")));

        _run.Ready(_run.Launched[1]);

        Assert.Equal(["Worker 1 could not start: no such module; the next try is in 0.1 s"], _run.MessagesOf("WorkerStartFailed"));
        Assert.Equal((3, 1), (_run.Launched.Count, _run.Last.Index));
        _run.Ready(_run.Last);
        Assert.Equal("FleetReady", _run.Events.Last());
    }

    [Fact]
    public void OneOfTheFirstFailsWhileAnotherServes_ItIsToldOnceAndTriedAgain()
    {
        _run.Fleet.Start();
        _run.Ready(_run.Launched[0]);
        _run.FailToStart(_run.Launched[1]);
        Assert.Equal(1, _run.CountOf("WorkerStartFailed"));

        _run.Pass(0.1);

        Assert.Equal((3, 2), (_run.Launched.Count, _run.Last.Index));
        Assert.Equal(1, _run.CountOf("WorkerStartFailed"));
    }

    [Fact]
    public void AWorkerThatAsksToLeaveInItsStartIsReplacedOnceItServes()
    {
        _run.Fleet.Start();
        _run.Say(_run.Launched[0], new AsksToLeave("SIGTERM"));
        Assert.Equal(2, _run.Launched.Count);

        _run.Ready(_run.Launched[0]);
        _run.Ready(_run.Launched[1]);

        Assert.Equal((3, 1), (_run.Launched.Count, _run.Last.Index));
        Assert.Equal(1, _run.CountOf("WorkerAsksToLeave"));
    }

    public void Dispose() => _run.Dispose();
}
