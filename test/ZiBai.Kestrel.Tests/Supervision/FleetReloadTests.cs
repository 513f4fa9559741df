using ZiBai.Control;
using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

/// <summary>What is told of a restart that a save has caused, once it is done.</summary>
public sealed class FleetReloadTests : IDisposable
{
    private readonly FleetRun _run = new FleetRun { IsFromSource = true }.Serving();

    [Fact]
    public void AReloadIsToldWithTheTimeSinceTheSave()
    {
        _run.Save("hello.cs");
        _run.Leap(TimeSpan.FromMilliseconds(120));
        _run.Prepared();
        Replace();
        Assert.Empty(Told);
        _run.Leap(TimeSpan.FromMilliseconds(500));
        Replace();

        Assert.Equal(["Reloaded hello.cs: new code serves 0.62 s after the save"], Told);
        Assert.Equal(1, _run.CountOf("RollDone"));
    }

    [Fact]
    public void SeveralFilesAreOneAndACount()
    {
        _run.Save("hello.cs", ".env", "b.cs");
        _run.Prepared();
        Replace();
        Replace();

        Assert.Equal(["Reloaded hello.cs and 2 more files: new code serves 0.00 s after the save"], Told);
    }

    [Fact]
    public void ItIsDoneWhenNoOldWorkerAcceptsWhateverItStillAnswers()
    {
        _run.Save("hello.cs");
        _run.Prepared();
        Replace();
        var old = _run.Living.First(worker => worker != _run.Last && worker.Index == _run.Last.Index);
        _run.Ready(_run.Last);
        Assert.Empty(Told);

        _run.Say(old, new StoppedAccepting());
        Assert.Single(Told);

        // The restart itself waits for the last answers.
        Assert.Equal(0, _run.CountOf("RollDone"));
        _run.Exit(old);
        Assert.Single(Told);
        Assert.Equal(1, _run.CountOf("RollDone"));
    }

    [Fact]
    public void ARestartBySignalIsNot()
    {
        _run.Signal(SupervisorSignal.Hup);
        _run.Prepared();
        Replace();
        Replace();

        Assert.Equal(1, _run.CountOf("RollDone"));
        Assert.Empty(Told);
    }

    [Fact]
    public void ASaveDuringAReloadIsOneMore()
    {
        _run.Save("a.cs");
        _run.Prepared();
        _run.Save("b.cs");
        _run.Leap(TimeSpan.FromSeconds(1));
        _run.Save("c.cs");
        Replace();
        Replace();
        _run.Prepared();
        Replace();
        Replace();

        Assert.Equal(
            ["Reloaded a.cs: new code serves 1.00 s after the save", "Reloaded b.cs and 1 more file: new code serves 1.00 s after the save"], Told);
        Assert.Equal((2, 2), (_run.Preparations, _run.CountOf("RollDone")));
    }

    [Fact]
    public void ASaveDuringTheBuildIsToldWithTheOneBefore()
    {
        _run.Save("a.cs");
        _run.Save("a.cs", "b.cs");
        _run.Prepared();
        _run.Prepared();
        Replace();
        Replace();

        Assert.Equal(["Reloaded a.cs and 1 more file: new code serves 0.00 s after the save"], Told);
    }

    [Fact]
    public void ASaveThatDoesNotCompileIsNotToldOfWithTheOneThatMendsIt()
    {
        _run.Save("a.cs");
        _run.Prepared(new StartFailed(ExitCode.CannotLoad, "wrong", null));
        _run.Leap(TimeSpan.FromSeconds(30));
        _run.Save("a.cs");
        _run.Prepared();
        Replace();
        Replace();

        Assert.Equal(["Reloaded a.cs: new code serves 0.00 s after the save"], Told);
    }

    [Fact]
    public void AReloadThatStopsIsNotTold()
    {
        _run.Save("a.cs");
        _run.Prepared();
        _run.FailToStart(_run.Last);
        _run.Signal(SupervisorSignal.Hup);
        _run.Prepared();
        Replace();
        Replace();

        Assert.Equal((1, 1), (_run.CountOf("RollStopped"), _run.CountOf("RollDone")));
        Assert.Empty(Told);
    }

    [Fact]
    public void TheBuildIsWarmedUpOnceAllServe()
    {
        using var run = new FleetRun();
        run.Fleet.Start();
        run.Ready(run.Launched[0]);
        Assert.Equal(0, run.WarmUps);

        run.Ready(run.Launched[1]);
        run.Pass(5);

        Assert.Equal(1, run.WarmUps);
    }

    public void Dispose() => _run.Dispose();

    private IEnumerable<string> Told => _run.MessagesOf("Reloaded");

    /// <summary>The replacement under way becomes ready, and the one it replaces leaves.</summary>
    private void Replace()
    {
        var replaced = _run.Living.First(worker => worker != _run.Last && worker.Index == _run.Last.Index);
        _run.Ready(_run.Last);
        _run.Exit(replaced);
    }
}
