using Microsoft.Extensions.Time.Testing;
using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

public sealed class FleetClockTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TimeCountsAsItPasses()
    {
        var clock = new FleetClock(_time, TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1.5));
        clock.Read();
        Assert.Equal(TimeSpan.FromSeconds(1.5), clock.Now);

        _time.Advance(TimeSpan.FromSeconds(0.5));
        clock.Read();

        Assert.Equal(TimeSpan.FromSeconds(2), clock.Now);
    }

    [Fact]
    public void ALeapCountsAsTwoRests()
    {
        var clock = new FleetClock(_time, TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromHours(1));
        clock.Read();

        Assert.Equal(TimeSpan.FromSeconds(2), clock.Now);
    }

    [Theory]
    [InlineData(60, 30)]
    [InlineData(60, 1)]
    [InlineData(1, 30)]
    [InlineData(0.2, 0.2)]
    public void ALeapKillsNobody(double bootTimeout, double pingTimeout)
    {
        using var run = new FleetRun(bootTimeout: bootTimeout, pingTimeout: pingTimeout).Serving();
        run.Signal(SupervisorSignal.Ttin);
        run.Pass(run.Fleet.UntilTick.TotalSeconds);

        run.Leap(TimeSpan.FromHours(1));
        run.Fleet.Handle(new Tick());
        run.Fleet.Handle(new Tick());

        Assert.All(run.Launched, static worker => Assert.Equal(0, worker.Kills));
        Assert.Equal(3, run.Launched.Count);
    }

    [Fact]
    public void ALeapCutsNoDrainShort()
    {
        using var run = new FleetRun().Serving();
        run.Signal(SupervisorSignal.Term);

        run.Leap(TimeSpan.FromHours(1));
        run.Pass(10);

        Assert.All(run.Launched, static worker => Assert.Equal(0, worker.Kills));
    }

    [Fact]
    public void WhoIsSilentAfterALeapIsStillKilled()
    {
        using var run = new FleetRun().Serving();
        run.Leap(TimeSpan.FromHours(1));

        run.Pass(30, run.Launched[0]);

        Assert.Equal((1, 0), (run.Launched[0].Kills, run.Launched[1].Kills));
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(24)]
    public void AClockThatIsSetKillsNobodyAndStopsNothing(int hours)
    {
        using var run = new FleetRun().Serving();
        run.Pass(20, run.Launched[0]);

        run.SetClock(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hours));
        run.Fleet.Handle(new Tick());
        Assert.Equal(0, run.Launched[0].Kills);

        run.Pass(10, run.Launched[0]);
        Assert.Equal((1, 0), (run.Launched[0].Kills, run.Launched[1].Kills));
    }

    [Fact]
    public void ATickIsWantedWithinASecondWhereNothingIsDue()
    {
        using var run = new FleetRun().Serving();

        Assert.Equal(TimeSpan.FromSeconds(1), run.Fleet.UntilTick);
    }

    [Fact]
    public void ATickIsWantedWhenSomethingIsDue()
    {
        using var run = new FleetRun().Serving();
        run.Pass(29.75, run.Launched[0]);
        Assert.Equal(TimeSpan.FromSeconds(0.25), run.Fleet.UntilTick);

        run.Exit(run.Launched[1], 139);
        run.FailToStart(run.Last);

        Assert.Equal(TimeSpan.FromSeconds(0.1), run.Fleet.UntilTick);
    }

    [Fact]
    public void ATickIsWantedAtTheEndOfABootAndOfADrain()
    {
        using var run = new FleetRun(gracefulExitTimeout: 0).Serving();
        run.Signal(SupervisorSignal.Ttin);
        run.Pass(59.5);
        Assert.Equal(TimeSpan.FromSeconds(0.5), run.Fleet.UntilTick);

        run.Ready(run.Last);
        run.Signal(SupervisorSignal.Term);
        run.Pass(2.75);

        Assert.Equal(TimeSpan.FromSeconds(0.25), run.Fleet.UntilTick);
    }
}
