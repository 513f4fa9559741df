using ZiBai.Control;
using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

/// <summary>A restart of an app that has to be built first.</summary>
public sealed class FleetPreparationTests : IDisposable
{
    private static readonly StartFailed _typo = new(ExitCode.CannotLoad, "'app:App' could not be compiled:", "app.cs(1,2): error CS1002: ; expected");

    private readonly FleetRun _run = new FleetRun { IsFromSource = true }.Serving();

    [Fact]
    public void TheFirstWorkersAreStartedWithoutIt() => Assert.Equal((2, 0), (_run.Launched.Count, _run.Preparations));

    [Fact]
    public void ARestartBeginsOnceTheAppIsBuilt()
    {
        _run.Signal(SupervisorSignal.Hup);
        Assert.Equal((2, 1, 0), (_run.Launched.Count, _run.Preparations, _run.CountOf("RollBegun")));

        _run.Prepared();

        Assert.Equal(["SIGHUP: replacing the workers one by one, 2 in all"], _run.MessagesOf("RollBegun"));
        Assert.Equal((3, 1), (_run.Launched.Count, _run.Last.Index));
    }

    [Fact]
    public void AnAppThatCannotBeBuiltRestartsNothing()
    {
        _run.Save("app.cs");
        _run.Prepared(_typo);

        var told = Assert.Single(_run.Log, static entry => entry.EventId.Name == "AppNotPrepared");
        Assert.StartsWith("app.cs has changed: nothing is restarted, and the workers go on serving.", told.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Mend this and save to try again: 'app:App' could not be compiled:", told.Message, StringComparison.Ordinal);
        Assert.Equal("app.cs(1,2): error CS1002: ; expected", told.Exception!.ToString());
        Assert.Equal((2, 0), (_run.Launched.Count, _run.CountOf("RollBegun")));
        Assert.All(_run.Launched, static worker => Assert.Empty(worker.Sent));
    }

    [Fact]
    public void AReasonOfSeveralLinesIsOneInTheLog()
    {
        _run.Save("app.cs");
        _run.Prepared(_typo with { Reason = $"no 'App'.{Environment.NewLine}What exists: Other." });

        Assert.EndsWith(": no 'App'. What exists: Other.", Assert.Single(_run.MessagesOf("AppNotPrepared")), StringComparison.Ordinal);
    }

    [Fact]
    public void TheNextRestartAfterAFailureBuildsAnew()
    {
        _run.Signal(SupervisorSignal.Hup);
        _run.Prepared(_typo);
        _run.Signal(SupervisorSignal.Hup);
        _run.Prepared();

        Assert.Equal((2, 3), (_run.Preparations, _run.Launched.Count));
    }

    [Fact]
    public void WhatIsAskedForWhileItIsBuiltIsBuiltOnceMoreAndRestartedOnce()
    {
        _run.Signal(SupervisorSignal.Hup);
        _run.Signal(SupervisorSignal.Hup);
        _run.Save("app.cs");
        Assert.Equal(1, _run.Preparations);

        // A build that takes for ever would keep the new sources waiting.
        Assert.Equal(2, _run.GivenUp);

        // Of what is out of date already, nobody is told.
        _run.Prepared(_typo);
        Assert.Equal((2, 0, 0), (_run.Preparations, _run.CountOf("RollBegun"), _run.CountOf("AppNotPrepared")));
        _run.Prepared();

        Assert.Equal((2, 1, 2), (_run.Preparations, _run.CountOf("RollBegun"), _run.CountOf("PreparationAskedAgain")));
    }

    [Fact]
    public void ARestartThatWasAskedForDuringAnotherBuildsAfterIt()
    {
        _run.Signal(SupervisorSignal.Hup);
        _run.Prepared();
        _run.Signal(SupervisorSignal.Hup);
        Assert.Equal(1, _run.Preparations);

        for (var seat = 0; seat < 2; seat++)
        {
            _run.Ready(_run.Last);
            _run.Exit(_run.Launched[seat]);
        }

        Assert.Equal((2, 1, 1), (_run.Preparations, _run.CountOf("RollDone"), _run.CountOf("RollBegun")));
        _run.Prepared();
        Assert.Equal(2, _run.CountOf("RollBegun"));
    }

    [Fact]
    public void AWorkerThatDiesWhileItIsBuiltIsReplacedAtOnce()
    {
        _run.Signal(SupervisorSignal.Hup);
        _run.Exit(_run.Launched[0], 139);

        Assert.Equal((3, 1), (_run.Launched.Count, _run.Last.Index));
    }

    [Fact]
    public void WithALoggingConfigurationThatIsWrongNothingIsBuilt()
    {
        _run.LogProblems = ["wrong"];

        _run.Signal(SupervisorSignal.Hup);

        Assert.Equal(0, _run.Preparations);
    }

    [Fact]
    public void AServerThatExitsStartsNobodyForWhatIsBuiltThen()
    {
        _run.Signal(SupervisorSignal.Hup);
        _run.Signal(SupervisorSignal.Term);

        _run.Prepared();

        Assert.Equal((2, 0), (_run.Launched.Count, _run.CountOf("RollBegun")));
    }

    public void Dispose() => _run.Dispose();
}
