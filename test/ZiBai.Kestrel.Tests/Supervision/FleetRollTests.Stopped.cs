using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

/// <summary>Rolls whose replacements do not start.</summary>
public sealed partial class FleetRollTests
{
    [Fact]
    public void AReplacementThatDiesStopsTheRollAndTheNextHupTriesAgain()
    {
        _run.Signal(SupervisorSignal.Hup);
        _run.FailToStart(_run.Last, "the new version is broken");

        AssertStoppedOnce("the new version is broken");
        _run.Pass(100);
        Assert.Equal((3, 1), (_run.Launched.Count, ErrorCount));
        Assert.Empty(First.Sent.Concat(Second.Sent));

        _run.Signal(SupervisorSignal.Hup);
        FinishRolls();
        Assert.Equal((5, 1), (_run.Launched.Count, _run.CountOf("RollDone")));
    }

    [Fact]
    public void AReplacementThatHangsInItsBootIsKilledAndStopsTheRoll()
    {
        _run.Signal(SupervisorSignal.Hup);
        var hangs = _run.Last;
        _run.Pass(59.9);
        Assert.Equal(0, hangs.Kills);

        _run.Pass(0.1);

        Assert.Equal(1, hangs.Kills);
        AssertStoppedOnce("it was not ready within --boot-timeout, 60 s, and was killed");
        _run.Exit(hangs, 137);
        Assert.Equal((3, 1), (_run.Launched.Count, ErrorCount));

        _run.Signal(SupervisorSignal.Hup);
        FinishRolls();
        Assert.Equal(1, _run.CountOf("RollDone"));
    }

    [Fact]
    public void AReplacementThatTheSystemCannotStartStopsTheRoll()
    {
        _run.CannotLaunch = true;

        _run.Signal(SupervisorSignal.Hup);

        AssertStoppedOnce("its process could not be started: no memory");
    }

    [Fact]
    public void ASecondReplacementThatFailsLeavesTheFirstServing()
    {
        _run.Signal(SupervisorSignal.Hup);
        Replace();
        _run.FailToStart(_run.Last);

        AssertStoppedOnce("no such module");
        Assert.Empty(Second.Sent);
        Assert.Empty(_run.Launched[2].Sent);
    }

    [Fact]
    public void ARollThatStopsTriesAgainIfItWasAskedToMeanwhile()
    {
        _run.Signal(SupervisorSignal.Hup);
        _run.Signal(SupervisorSignal.Hup);
        _run.FailToStart(_run.Last);

        Assert.Equal((1, 2), (_run.CountOf("RollStopped"), _run.CountOf("RollBegun")));
        Assert.Equal((4, 1), (_run.Launched.Count, _run.Last.Index));

        _run.FailToStart(_run.Last);
        Assert.Equal((2, 2), (_run.CountOf("RollStopped"), _run.CountOf("RollBegun")));
        _run.Pass(10);
        Assert.Equal(4, _run.Launched.Count);
    }

    private void AssertStoppedOnce(string reason)
    {
        var told = Assert.Single(_run.MessagesOf("RollStopped"));
        Assert.Contains(reason, told, StringComparison.Ordinal);
        Assert.Equal(1, ErrorCount);
    }
}
