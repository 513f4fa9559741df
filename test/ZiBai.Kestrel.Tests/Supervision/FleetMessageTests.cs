using ZiBai.Control;
using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

public sealed class FleetMessageTests : IDisposable
{
    private readonly FleetRun _run = new FleetRun().Serving();

    public static TheoryData<object> FromWorkers() => new(
        new Ready(),
        new Heartbeat(1, 2, 3),
        new Retiring(1),
        new AsksToLeave("SIGTERM"),
        new StartFailed(ExitCode.CannotLoad, "late", null));

    [Theory]
    [MemberData(nameof(FromWorkers))]
    public void AWorkerThatIsGoneIsNotListenedTo(object message)
    {
        var gone = _run.Launched[0];
        _run.Exit(gone, 139);
        var (launched, events) = (_run.Launched.Count, _run.Log.Count);

        _run.Say(gone, (ControlMessage)message);
        _run.Exit(gone, 139);

        Assert.Equal((launched, events), (_run.Launched.Count, _run.Log.Count));
    }

    [Theory]
    [MemberData(nameof(FromWorkers))]
    public void WhatAWorkerSaysThatIsToLeaveChangesNothing(object message)
    {
        _run.Signal(SupervisorSignal.Ttou);
        var leaving = _run.Launched[1];
        var (sent, events) = (leaving.Sent.Count, _run.Log.Count);

        _run.Say(leaving, (ControlMessage)message);

        Assert.Equal((2, sent, events), (_run.Launched.Count, leaving.Sent.Count, _run.Log.Count));
    }

    [Theory]
    [MemberData(nameof(FromWorkers))]
    public void WhatAKilledWorkerSaysChangesNothing(object message)
    {
        var killed = _run.Launched[0];
        _run.Pass(30, killed);
        var (launched, events) = (_run.Launched.Count, _run.Log.Count);

        _run.Say(killed, (ControlMessage)message);

        Assert.Equal((1, launched, events), (killed.Kills, _run.Launched.Count, _run.Log.Count));
    }

    [Fact]
    public void Usr1IsToldToAll()
    {
        _run.Signal(SupervisorSignal.Ttin);
        _run.Signal(SupervisorSignal.Usr1);

        Assert.All(_run.Launched, static worker => Assert.Contains(new ReopenLogs(), worker.Sent));
        Assert.Equal("LogsReopened", _run.Events.Last());
        Assert.Equal((0, 1), _run.LogUses);
    }

    [Fact]
    public void Usr1IsNotToldToWhoWasKilled()
    {
        _run.Pass(30, _run.Launched[0]);

        _run.Signal(SupervisorSignal.Usr1);

        Assert.Equal([new ReopenLogs()], _run.Launched[1].Sent);
    }

    [Fact]
    public void HowManyThereAreIsToldToThoseThatDrainToo()
    {
        _run.Signal(SupervisorSignal.Hup);
        _run.Ready(_run.Last);

        _run.Signal(SupervisorSignal.Ttin);

        Assert.All(_run.Launched.Take(3), static worker => Assert.Contains(new WorkersChanged(3), worker.Sent));
        Assert.Equal(3, _run.Last.Workers);
    }

    [Theory]
    [InlineData(SupervisorSignal.Usr2, "SIGUSR2: of no meaning to this server; nothing done")]
    [InlineData(SupervisorSignal.Winch, "SIGWINCH: of no meaning to this server; nothing done")]
    [InlineData(SupervisorSignal.Quit, "SIGQUIT: of no meaning to this server; nothing done")]
    public void WhatHasNoMeaningIsLogged(object signal, string told)
    {
        _run.Signal((SupervisorSignal)signal);

        Assert.Equal([told], _run.MessagesOf("SignalIgnored"));
        Assert.All(_run.Launched, static worker => Assert.Empty(worker.Sent));
    }

    public void Dispose() => _run.Dispose();
}
