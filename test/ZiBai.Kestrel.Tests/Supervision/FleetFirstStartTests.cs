using ZiBai.Control;
using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

/// <summary>A first start that fails while files are watched: the next save may mend it.</summary>
public sealed class FleetFirstStartTests : IDisposable
{
    private static readonly StartFailed _typo = new(ExitCode.CannotLoad, "'app:App' could not be compiled:", "app.cs(1,2): error CS1002: ; expected");

    private readonly FleetRun _run = new(waitsForSave: true);

    [Fact]
    public void ASaveIsWaitedForAndTheReasonToldOnce()
    {
        NoneStarts("no 'App'.\nWhat exists: Other.");
        _run.Pass(60);

        Assert.Equal(
            ["No worker could start, and nothing is served yet; the next save is tried: no 'App'. What exists: Other."],
            _run.MessagesOf("StartAwaitsSave"));
        Assert.Null(_run.Fleet.End);
        Assert.Equal((2, 0), (_run.Launched.Count, _run.SocketCloses));
    }

    [Fact]
    public void ASaveStartsAllAnew()
    {
        NoneStarts();

        _run.Save("app.cs");
        Assert.Equal([1, 2], _run.Launched.Skip(2).Select(static worker => worker.Index));
        _run.Ready(_run.Launched[2]);
        _run.Ready(_run.Launched[3]);

        Assert.Equal(["app.cs has changed: starting the workers anew"], _run.MessagesOf("StartedAnew"));
        Assert.Equal((1, 1, 0), (_run.CountOf("Reloaded"), _run.CountOf("FleetReady"), _run.CountOf("RollBegun")));
    }

    [Fact]
    public void ASaveThatMendsNothingIsToldOf()
    {
        NoneStarts();

        _run.Save("app.cs");
        _run.FailToStart(_run.Launched[2], "still wrong");
        _run.FailToStart(_run.Launched[3], "still wrong");

        Assert.Equal(2, _run.CountOf("StartAwaitsSave"));
        Assert.EndsWith(": still wrong", _run.MessagesOf("StartAwaitsSave").Last(), StringComparison.Ordinal);
        Assert.Equal((4, 0), (_run.Launched.Count, _run.CountOf("Reloaded")));
    }

    [Fact]
    public void ASourceIsBuiltFirst()
    {
        _run.IsFromSource = true;
        NoneStarts();

        _run.Save("app.cs");
        Assert.Equal((2, 1), (_run.Launched.Count, _run.Preparations));
        _run.Prepared(_typo);

        var told = _run.Log.Last(static entry => entry.EventId.Name == "StartAwaitsSave");
        Assert.EndsWith("; the next save is tried: 'app:App' could not be compiled:", told.Message, StringComparison.Ordinal);
        Assert.Equal("app.cs(1,2): error CS1002: ; expected", told.Exception!.ToString());

        _run.Save("app.cs");
        _run.Prepared();
        Assert.Equal((4, 2, 0), (_run.Launched.Count, _run.Preparations, _run.CountOf("AppNotPrepared")));
    }

    [Fact]
    public void SighupIsAsGoodAsASave()
    {
        NoneStarts();

        _run.Signal(SupervisorSignal.Hup);

        Assert.Equal(4, _run.Launched.Count);
        Assert.Equal(["SIGHUP: starting the workers anew"], _run.MessagesOf("StartedAnew"));
    }

    [Theory]
    [InlineData(SupervisorSignal.Term)]
    [InlineData(SupervisorSignal.Int)]
    internal void ASignalToExitIsTheEndAtOnce(SupervisorSignal signal)
    {
        NoneStarts();

        _run.Signal(signal);

        Assert.Equal(new FleetEnd(ExitCode.Success, null), _run.Fleet.End);
    }

    [Fact]
    public void WhatIsSavedWhileTheyStartIsNotWaitedForOnceMore()
    {
        _run.Fleet.Start();
        _run.Save("app.cs");

        _run.FailToStart(_run.Launched[0]);
        _run.FailToStart(_run.Launched[1]);

        Assert.Equal((4, 0), (_run.Launched.Count, _run.CountOf("StartAwaitsSave")));
        _run.Ready(_run.Launched[2]);
        _run.Ready(_run.Launched[3]);
        Assert.Equal((1, 1), (_run.CountOf("Reloaded"), _run.CountOf("FleetReady")));
    }

    [Fact]
    public void WhatIsSavedTwiceWhileTheyStartIsBuiltOnceMoreFirst()
    {
        _run.Fleet.Start();
        _run.Save("app.cs");
        _run.Save("app.cs");
        _run.IsFromSource = true;

        _run.FailToStart(_run.Launched[0]);
        _run.FailToStart(_run.Launched[1]);
        Assert.Equal((2, 1, 0), (_run.Launched.Count, _run.Preparations, _run.CountOf("StartAwaitsSave")));

        _run.Prepared();
        Assert.Equal(4, _run.Launched.Count);
    }

    [Fact]
    public void WhatIsBuiltWhileTheyFailIsStartedOnceItIsBuilt()
    {
        _run.IsFromSource = true;
        _run.Fleet.Start();
        _run.Save("app.cs");
        _run.FailToStart(_run.Launched[0]);
        _run.FailToStart(_run.Launched[1]);
        Assert.Equal((2, 0), (_run.Launched.Count, _run.CountOf("StartAwaitsSave")));

        _run.Prepared();

        Assert.Equal((4, 0), (_run.Launched.Count, _run.CountOf("StartAwaitsSave")));
    }

    [Fact]
    public void AWorkerThatIsAddedMeanwhileMaySucceed()
    {
        NoneStarts();

        _run.Signal(SupervisorSignal.Ttin);
        _run.Ready(_run.Last);
        _run.Pass(1);

        Assert.Equal([3, 1, 2], _run.Launched.Skip(2).Select(static worker => worker.Index));
    }

    public void Dispose() => _run.Dispose();

    private void NoneStarts(string reason = "no such module")
    {
        _run.Fleet.Start();
        _run.FailToStart(_run.Launched[0], reason);
        _run.FailToStart(_run.Launched[1], reason);
    }
}
