using ZiBai.Control;
using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

public sealed class FleetRetireTests : IDisposable
{
    private readonly FleetRun _run = new FleetRun().Serving();

    [Fact]
    public void ItsReplacementIsReadyFirst()
    {
        var retiring = _run.Launched[0];
        _run.Say(retiring, new Retiring(200));
        Assert.Equal((3, 1), (_run.Launched.Count, _run.Last.Index));
        Assert.Empty(retiring.Sent);

        _run.Ready(_run.Last);

        Assert.Equal([new BeginDrain(IsEnd: false)], retiring.Sent);
        Assert.Equal(1, _run.CountOf("WorkerRetiring"));
    }

    [Fact]
    public void ItsWordCountsOnce()
    {
        _run.Say(_run.Launched[0], new Retiring(200));
        _run.Say(_run.Launched[0], new Retiring(201));

        Assert.Equal((3, 1), (_run.Launched.Count, _run.CountOf("WorkerRetiring")));
    }

    [Fact]
    public void TwoThatRetireTogetherAreReplacedOneAfterTheOther()
    {
        _run.Say(_run.Launched[0], new Retiring(200));
        _run.Say(_run.Launched[1], new Retiring(200));
        Assert.Equal(3, _run.Launched.Count);

        _run.Ready(_run.Last);

        Assert.Equal((4, 2), (_run.Launched.Count, _run.Last.Index));
        Assert.Empty(_run.Launched[1].Sent);
    }

    // Two workers that reach their cap faster than a third is replaced must not keep it waiting for ever.
    [Fact]
    public void WhoHasWaitedLongestIsReplacedFirst()
    {
        _run.Say(_run.Launched[0], new Retiring(200));
        var replacement = _run.Last;
        _run.Pass(1);
        _run.Say(_run.Launched[1], new Retiring(200));
        _run.Pass(1);
        _run.Ready(replacement);
        Assert.Equal(2, _run.Last.Index);

        // The first place again, and before the second is through: it waits behind it, and then behind nobody.
        var second = _run.Last;
        _run.Say(replacement, new Retiring(200));
        _run.Pass(1);
        _run.FailToStart(second);
        Assert.Equal(1, _run.Last.Index);
    }

    [Fact]
    public void OneThatRetiresBeforeItSaysThatItIsReadyIsReplacedToo()
    {
        _run.Signal(SupervisorSignal.Ttin);
        var starting = _run.Last;
        _run.Say(starting, new Retiring(1));
        Assert.Equal(3, _run.Launched.Count);

        _run.Ready(starting);

        Assert.Equal((4, 3), (_run.Launched.Count, _run.Last.Index));
    }

    [Fact]
    public void AReplacementThatFailsLeavesItServingAndIsTriedEverMoreRarely()
    {
        // The one that retires has served for long: that makes up for earlier failures, not for those of its replacements.
        _run.Pass(100);
        _run.Say(_run.Launched[0], new Retiring(200));
        foreach (var wait in (double[])[0.1, 0.2, 0.4, 0.8, 1.6])
        {
            _run.FailToStart(_run.Last);
            var launched = _run.Launched.Count;
            _run.Pass(wait - 0.01);
            Assert.Equal(launched, _run.Launched.Count);

            _run.Pass(0.01);
            Assert.Equal((launched + 1, 1), (_run.Launched.Count, _run.Last.Index));
        }

        Assert.Empty(_run.Launched[0].Sent);
        Assert.Equal((5, 0), (_run.CountOf("WorkerStartFailed"), _run.CountOf("RollStopped")));
    }

    [Fact]
    public void ItMayDieMeanwhile()
    {
        _run.Say(_run.Launched[0], new Retiring(200));
        _run.Exit(_run.Launched[0], 139);
        Assert.Equal(3, _run.Launched.Count);

        _run.Ready(_run.Last);
        _run.Pass(5);

        Assert.Equal(3, _run.Launched.Count);
    }

    [Fact]
    public void ARollComesToItAnyway()
    {
        _run.Signal(SupervisorSignal.Hup);
        _run.Say(_run.Launched[1], new Retiring(200));
        Assert.Equal(3, _run.Launched.Count);

        _run.Ready(_run.Last);
        Assert.Equal(3, _run.Launched.Count);
        _run.Exit(_run.Launched[0]);

        Assert.Equal((4, 2), (_run.Launched.Count, _run.Last.Index));
        _run.Ready(_run.Last);
        _run.Exit(_run.Launched[1]);
        Assert.Equal((4, 1), (_run.Launched.Count, _run.CountOf("RollDone")));
    }

    public void Dispose() => _run.Dispose();
}
