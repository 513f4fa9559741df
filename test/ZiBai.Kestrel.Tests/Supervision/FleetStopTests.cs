using ZiBai.Control;
using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

public sealed class FleetStopTests : IDisposable
{
    private readonly FleetRun _run = new();

    [Fact]
    public void TermHasAllDrainAtOnceAndEndsWithTheLast()
    {
        _run.Serving();

        _run.Signal(SupervisorSignal.Term);
        Assert.All(_run.Launched, static worker => Assert.Equal([new BeginDrain(IsEnd: true)], worker.Sent));
        Assert.Equal(1, _run.SocketCloses);

        _run.Exit(_run.Launched[0]);
        Assert.Null(_run.Fleet.End);

        _run.Exit(_run.Launched[1]);
        Assert.Equal(new FleetEnd(ExitCode.Success, null), _run.Fleet.End);
        Assert.Equal(["FleetStopping", "WorkerLeft", "WorkerLeft"], _run.Events.TakeLast(3));
    }

    [Fact]
    public void WhoeverDoesNotDrainInTimeIsKilled()
    {
        _run.Serving();
        _run.Signal(SupervisorSignal.Term);

        _run.Pass(10 + FleetSettings.KillGrace.TotalSeconds - 0.1);
        Assert.All(_run.Launched, static worker => Assert.Equal(0, worker.Kills));

        _run.Pass(0.1);
        Assert.All(_run.Launched, static worker => Assert.Equal(1, worker.Kills));
        Assert.Equal(2, _run.CountOf("WorkerKilled"));

        _run.Exit(_run.Launched[0], 137);
        _run.Exit(_run.Launched[1], 137);
        Assert.Equal(new FleetEnd(ExitCode.Success, null), _run.Fleet.End);
    }

    [Fact]
    public void IntIsQuick()
    {
        _run.Serving();

        _run.Signal(SupervisorSignal.Int);

        Assert.All(_run.Launched, static worker => Assert.Equal([new Quit()], worker.Sent));
        _run.Pass(FleetSettings.KillGrace.TotalSeconds);
        Assert.All(_run.Launched, static worker => Assert.Equal(1, worker.Kills));
    }

    [Theory]
    [InlineData(SupervisorSignal.Term)]
    [InlineData(SupervisorSignal.Int)]
    public void ASecondSignalMakesItQuickAndAThirdKills(object signal)
    {
        _run.Serving();
        _run.Signal(SupervisorSignal.Term);
        _run.Exit(_run.Launched[0]);

        _run.Signal((SupervisorSignal)signal);
        Assert.Equal([new BeginDrain(IsEnd: true), new Quit()], _run.Launched[1].Sent);
        Assert.Equal(0, _run.Launched[1].Kills);

        _run.Signal((SupervisorSignal)signal);
        Assert.Equal(1, _run.Launched[1].Kills);

        _run.Signal((SupervisorSignal)signal);
        Assert.Equal(1, _run.Launched[1].Kills);
        _run.Exit(_run.Launched[1], 137);
        Assert.Equal(ExitCode.Success, _run.Fleet.End!.ExitCode);
    }

    [Fact]
    public void AQuickStopDoesNotProlongTheTimeOfOneThatDrains()
    {
        _run.Serving();
        _run.Signal(SupervisorSignal.Term);
        _run.Pass(12);

        _run.Signal(SupervisorSignal.Int);
        _run.Pass(1);

        Assert.All(_run.Launched, static worker => Assert.Equal(1, worker.Kills));
    }

    [Fact]
    public void WhoIsStartingIsToldToo()
    {
        _run.Fleet.Start();

        _run.Signal(SupervisorSignal.Term);
        _run.Ready(_run.Launched[0]);

        Assert.All(_run.Launched, static worker => Assert.Equal([new BeginDrain(IsEnd: false)], worker.Sent));
        Assert.Equal(0, _run.CountOf("WorkerServing"));
    }

    [Fact]
    public void NobodyWhoFailsOrDiesMeanwhileIsReplaced()
    {
        _run.Fleet.Start();
        _run.Ready(_run.Launched[0]);
        _run.Signal(SupervisorSignal.Term);

        _run.Exit(_run.Launched[0], 139);
        _run.FailToStart(_run.Launched[1]);

        Assert.Equal(2, _run.Launched.Count);
        Assert.Equal(new FleetEnd(ExitCode.Success, null), _run.Fleet.End);
    }

    [Theory]
    [InlineData(SupervisorSignal.Hup)]
    [InlineData(SupervisorSignal.Ttin)]
    [InlineData(SupervisorSignal.Ttou)]
    public void WhatCannotBeDoneAnyMoreIsLogged(object signal)
    {
        _run.Serving();
        _run.Signal(SupervisorSignal.Term);
        _run.Signal((SupervisorSignal)signal);

        Assert.Equal("SignalIgnored", _run.Events.Last());
        Assert.EndsWith("the server is exiting; nothing done", _run.Log[^1].Message, StringComparison.Ordinal);
        Assert.Equal(2, _run.Launched.Count);
    }

    [Fact]
    public void ChangedFilesRestartNobodyAnyMore()
    {
        _run.Serving();
        _run.Signal(SupervisorSignal.Term);

        _run.Save("a.dll");

        Assert.Equal((2, 0), (_run.Launched.Count, _run.CountOf("RollBegun")));
    }

    [Fact]
    public void AWorkerThatTheSystemCannotEndHoldsNobodyUp()
    {
        _run.Serving();
        _run.Signal(SupervisorSignal.Term);
        _run.Signal(SupervisorSignal.Term);
        _run.Signal(SupervisorSignal.Term);
        _run.Exit(_run.Launched[0], 137);

        _run.Pass(FleetSettings.KillGrace.TotalSeconds - 0.1);
        Assert.Null(_run.Fleet.End);

        _run.Pass(0.1);
        Assert.Equal(new FleetEnd(ExitCode.Success, null), _run.Fleet.End);
        Assert.Equal("WorkerUnkillable", _run.Events.Last());

        // Should it end after all, nobody knows it any more.
        _run.Exit(_run.Launched[1], 137);
    }

    [Fact]
    public void TermDuringARollEndsTheRollToo()
    {
        _run.Serving();
        _run.Signal(SupervisorSignal.Hup);
        var replacement = _run.Last;

        _run.Signal(SupervisorSignal.Term);
        _run.Ready(replacement);

        Assert.Equal([new BeginDrain(IsEnd: false)], replacement.Sent);
        Assert.All(_run.Launched.Take(2), static worker => Assert.Empty(worker.Sent));
        Assert.Equal(3, _run.Launched.Count);
        foreach (var worker in _run.Launched)
        {
            _run.Exit(worker);
        }

        Assert.Equal(new FleetEnd(ExitCode.Success, null), _run.Fleet.End);
        Assert.Equal(0, _run.CountOf("RollDone"));
    }

    [Fact]
    public void ThoseWhoAcceptDrainWhenThoseWhoNeverDidAreGone()
    {
        _run.Serving();
        _run.Signal(SupervisorSignal.Hup);
        _run.Signal(SupervisorSignal.Term);

        _run.Exit(_run.Last);

        Assert.All(_run.Launched.Take(2), static worker => Assert.Equal([new BeginDrain(IsEnd: true)], worker.Sent));
    }

    [Fact]
    public void ThoseWhoAcceptDrainAfterASecondWhoeverIsNotGone()
    {
        _run.Serving();
        _run.Signal(SupervisorSignal.Hup);
        _run.Signal(SupervisorSignal.Term);

        _run.Pass(0.9);
        Assert.All(_run.Launched.Take(2), static worker => Assert.Empty(worker.Sent));
        _run.Pass(0.1);

        Assert.All(_run.Launched.Take(2), static worker => Assert.Equal([new BeginDrain(IsEnd: true)], worker.Sent));
    }

    [Fact]
    public void TermDuringARollTellsWhoDrainsAlreadyThatNobodyElseWillAccept()
    {
        _run.Serving();
        _run.Signal(SupervisorSignal.Hup);
        _run.Ready(_run.Last);

        _run.Signal(SupervisorSignal.Term);

        Assert.Equal([new BeginDrain(IsEnd: false), new BeginDrain(IsEnd: true)], _run.Launched[0].Sent);
    }

    public void Dispose() => _run.Dispose();
}
