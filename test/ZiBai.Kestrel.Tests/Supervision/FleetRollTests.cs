using ZiBai.Control;
using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

public sealed partial class FleetRollTests : IDisposable
{
    private readonly FleetRun _run = new FleetRun().Serving();

    private FakeWorker First => _run.Launched[0];

    private FakeWorker Second => _run.Launched[1];

    [Fact]
    public void WithALoggingConfigurationThatIsWrongNothingIsRestartedUntilItIsMended()
    {
        _run.LogProblems = ["--logging-config-filepath: logging.json(3): wrong"];
        _run.Signal(SupervisorSignal.Hup);
        _run.Save("app.dll");

        Assert.Equal(
            [
                "SIGHUP: nothing is restarted, and the workers go on serving, until the logging configuration is mended and SIGHUP sent: "
                + "--logging-config-filepath: logging.json(3): wrong",
                "app.dll has changed: nothing is restarted, and the workers go on serving, until the logging configuration is mended and SIGHUP sent: "
                + "--logging-config-filepath: logging.json(3): wrong",
            ],
            _run.MessagesOf("LogsNotReread"));
        Assert.Equal((2, 0), (_run.Launched.Count, _run.CountOf("RollBegun")));
        Assert.Empty(First.Sent);

        _run.LogProblems = [];
        _run.Signal(SupervisorSignal.Hup);

        Assert.Equal((3, 1), (_run.Launched.Count, _run.CountOf("RollBegun")));
        Assert.Equal((3, 0), _run.LogUses);
    }

    [Fact]
    public void OneAfterAnotherIsReplacedByOneThatWasReadyFirst()
    {
        _run.Signal(SupervisorSignal.Hup);
        var newFirst = _run.Last;
        Assert.Equal((3, 1), (_run.Launched.Count, newFirst.Index));
        Assert.Empty(First.Sent);

        _run.Ready(newFirst);
        Assert.Equal([new BeginDrain(IsEnd: false)], First.Sent);
        Assert.Equal(3, _run.Launched.Count);

        _run.Exit(First);
        var newSecond = _run.Last;
        Assert.Equal((4, 2), (_run.Launched.Count, newSecond.Index));
        Assert.Empty(Second.Sent);

        _run.Ready(newSecond);
        Assert.Equal(0, _run.CountOf("RollDone"));
        _run.Exit(Second);

        Assert.Equal("RollDone", _run.Events.Last());
        Assert.Equal((4, 1), (_run.Launched.Count, _run.CountOf("FleetReady")));
        Assert.Empty(newFirst.Sent);
    }

    [Fact]
    public void ChangedFilesDoTheSame()
    {
        _run.Save("app.dll");

        Assert.Equal(["app.dll has changed: replacing the workers one by one, 2 in all"], _run.MessagesOf("RollBegun"));
        Assert.Equal(1, _run.Last.Index);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void HowEverManyHupsDuringARollAreOneMoreRoll(int more)
    {
        _run.Signal(SupervisorSignal.Hup);
        for (var i = 0; i < more; i++)
        {
            _run.Signal(SupervisorSignal.Hup);
        }

        FinishRolls();

        Assert.Equal((2 + 4, 2, 2, more), (_run.Launched.Count, _run.CountOf("RollBegun"), _run.CountOf("RollDone"), _run.CountOf("RollAskedAgain")));
    }

    [Fact]
    public void TheRollThatWasMergedBeginsWhenTheOneBeforeIsDone()
    {
        _run.Signal(SupervisorSignal.Hup);
        _run.Signal(SupervisorSignal.Hup);
        Replace();
        Replace();

        Assert.Equal(["RollDone", "RollBegun", "WorkerStarted"], _run.Events.TakeLast(3));
    }

    [Fact]
    public void HupWhileTheFirstWorkersStartReplacesThemWhenTheyServe()
    {
        using var run = new FleetRun();
        run.Fleet.Start();
        run.Signal(SupervisorSignal.Hup);
        Assert.Equal(2, run.Launched.Count);

        run.Ready(run.Launched[0]);
        Assert.Equal(2, run.Launched.Count);
        run.Ready(run.Launched[1]);

        Assert.Equal((3, 1), (run.Launched.Count, run.Last.Index));
    }

    [Fact]
    public void HupWhileTheFirstWorkersStartKeepsNoneOfTheirFailuresBack()
    {
        using var run = new FleetRun();
        run.Fleet.Start();
        run.Signal(SupervisorSignal.Hup);
        run.FailToStart(run.Launched[0]);
        run.FailToStart(run.Launched[1]);

        Assert.Equal((ExitCode.CannotLoad, 2), (run.Fleet.End!.ExitCode, run.Launched.Count));
    }

    [Fact]
    public void TwoThatServeDieDuringARoll_BothAreReplacedAndTheRollGoesOn()
    {
        _run.Signal(SupervisorSignal.Hup);
        var newFirst = _run.Last;
        _run.Exit(First, 139);
        _run.Exit(Second, 139);

        // The first has its replacement on the way already.
        Assert.Equal([1, 2], _run.Launched.Skip(2).Select(static worker => worker.Index));
        _run.Ready(newFirst);
        _run.Ready(_run.Last);

        Assert.Equal((4, 1, 2), (_run.Launched.Count, _run.CountOf("RollDone"), _run.CountOf("WorkerDied")));
    }

    [Fact]
    public void AWorkerThatDiesWhileItDrainsHasLeft()
    {
        _run.Signal(SupervisorSignal.Hup);
        _run.Ready(_run.Last);

        _run.Exit(First, 139);

        Assert.Equal(["Worker 1 (pid 1001) has left: it was ended by signal 11"], _run.MessagesOf("WorkerLeft"));
        Assert.Equal((4, 2, 0), (_run.Launched.Count, _run.Last.Index, _run.CountOf("WorkerDied")));
    }

    [Fact]
    public void ASlowDrainHoldsTheRollUpAndNothingElse()
    {
        _run.Signal(SupervisorSignal.Hup);
        _run.Ready(_run.Last);
        _run.Pass(5);
        Assert.Equal(3, _run.Launched.Count);

        _run.Signal(SupervisorSignal.Ttin);
        Assert.Equal((4, 3), (_run.Launched.Count, _run.Last.Index));
        _run.Ready(_run.Last);
        _run.Exit(Second, 139);
        Assert.Equal((5, 2), (_run.Launched.Count, _run.Last.Index));
        _run.Ready(_run.Last);
        Assert.Equal(0, _run.CountOf("RollDone"));

        _run.Exit(First);

        Assert.Equal((5, 1), (_run.Launched.Count, _run.CountOf("RollDone")));
    }

    [Fact]
    public void ADrainThatDoesNotEndIsKilledAndTheRollGoesOn()
    {
        _run.Signal(SupervisorSignal.Hup);
        _run.Ready(_run.Last);

        _run.Pass(10 + FleetSettings.KillGrace.TotalSeconds);
        Assert.Equal((1, 3), (First.Kills, _run.Launched.Count));

        _run.Exit(First, 137);
        Assert.Equal((4, 2), (_run.Launched.Count, _run.Last.Index));
    }

    [Fact]
    public void ADrainThatTheSystemCannotEndHoldsTheRollUpForAMomentOnly()
    {
        _run.Signal(SupervisorSignal.Hup);
        _run.Ready(_run.Last);

        _run.Pass(10 + (2 * FleetSettings.KillGrace.TotalSeconds));

        Assert.Equal(1, _run.CountOf("WorkerUnkillable"));
        Assert.Equal((4, 2), (_run.Launched.Count, _run.Last.Index));
    }

    [Fact]
    public void TtouOfTheSeatThatIsBeingReplacedEndsBothOfItsWorkers()
    {
        _run.Signal(SupervisorSignal.Hup);
        Replace();
        var newSecond = _run.Last;
        Assert.Equal(2, newSecond.Index);

        _run.Signal(SupervisorSignal.Ttou);

        Assert.Contains(new Quit(), newSecond.Sent);
        Assert.Contains(new BeginDrain(IsEnd: false), Second.Sent);
        Assert.Equal(1, _run.CountOf("RollDone"));
        _run.Ready(newSecond);
        _run.Exit(newSecond);
        _run.Exit(Second);
        Assert.Equal(4, _run.Launched.Count);
    }

    [Fact]
    public void TtouOfASeatStillToBeReplacedShortensTheRoll()
    {
        _run.Signal(SupervisorSignal.Hup);

        _run.Signal(SupervisorSignal.Ttou);
        Assert.Contains(new BeginDrain(IsEnd: false), Second.Sent);
        _run.Exit(Second);
        Replace();

        Assert.Equal((3, 1), (_run.Launched.Count, _run.CountOf("RollDone")));
    }

    [Fact]
    public void TtouOfASeatReplacedAlreadyLeavesTheRollGoingOn()
    {
        using var run = new FleetRun(workers: 3).Serving();
        run.Signal(SupervisorSignal.Ttou);
        run.Exit(run.Launched[2]);
        run.Signal(SupervisorSignal.Hup);
        run.Signal(SupervisorSignal.Ttin);
        var third = run.Last;
        run.Ready(third);

        run.Signal(SupervisorSignal.Ttou);

        Assert.Contains(new BeginDrain(IsEnd: false), third.Sent);
        Assert.Equal((5, 0), (run.Launched.Count, run.CountOf("RollDone")));
    }

    [Fact]
    public void ASeatThatKeepsFailingGetsANewChanceAtOnce()
    {
        _run.Exit(First, 139);
        for (var failures = 1; failures <= 8; failures++)
        {
            _run.FailToStart(_run.Last);
            if (failures < 8)
            {
                _run.Pass(Seat.Backoff(failures).TotalSeconds);
            }
        }

        var launched = _run.Launched.Count;

        _run.Signal(SupervisorSignal.Hup);

        Assert.Equal((launched + 1, 1), (_run.Launched.Count, _run.Last.Index));
    }

    public void Dispose() => _run.Dispose();

    private int ErrorCount => _run.Log.Count(static entry => entry.Level == Microsoft.Extensions.Logging.LogLevel.Error);

    /// <summary>The replacement under way becomes ready, and the one it replaces leaves.</summary>
    private void Replace()
    {
        var replacement = _run.Last;
        var replaced = _run.Living.First(worker => worker.Index == replacement.Index);
        _run.Ready(replacement);
        _run.Exit(replaced);
    }

    private void FinishRolls()
    {
        while (_run.Living.Any(worker => worker != _run.Last && worker.Index == _run.Last.Index))
        {
            Replace();
        }
    }
}
