using ZiBai.Control;
using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

/// <summary>
/// A fleet to which anything happens, in an order that a seed gives. It keeps its own account of what each worker is, from what the worker was told and
/// what it said, and holds the fleet to its promises after each event.
/// </summary>
internal sealed class FleetWalk(int seed) : IDisposable
{
    private readonly Random _chance = new(seed);
    private readonly bool _watches = seed % 8 >= 4;
    private readonly FleetRun _run = new(workers: 1 + (seed % 4), waitsForSave: seed % 8 >= 4);
    private readonly HashSet<FakeWorker> _ready = [];
    private int _desired = 1 + (seed % 4);

    /// <summary>Whether it ends because none of its first workers can start. One that is told of saves never does.</summary>
    public bool HasGivenUp => _run.SocketCloses > 0;

    /// <summary>What the fleet said, for a test that fails.</summary>
    public string Told => string.Join('\n', _run.Log.Select(static entry => entry.Message));

    private IEnumerable<FakeWorker> Living => _run.Living.Where(static worker => worker.Kills == 0);

    private FakeWorker[] Starting => [.. Living.Where(worker => !_ready.Contains(worker) && !IsLeaving(worker))];

    private FakeWorker[] Serving => [.. Living.Where(worker => _ready.Contains(worker) && !IsLeaving(worker))];

    public void Start() => _run.Fleet.Start();

    /// <summary>Lets one thing happen.</summary>
    public void Step()
    {
        var before = Serving;
        FakeWorker? lost = null;
        switch (_chance.Next(20))
        {
            case < 6 when Any(Starting) is { } starting:
                _ready.Add(starting);
                _run.Ready(starting);
                break;
            case < 8 when Any(Starting) is { } fails:
                _run.FailToStart(fails);
                break;
            case < 12 when Any([.. _run.Living.Where(worker => worker.Kills > 0 || IsLeaving(worker))]) is { } leaves:
                _run.Exit(leaves);
                break;
            case 12 when Any([.. Living]) is { } dies:
                lost = dies;
                _run.Exit(dies, 139);
                break;
            case 13 when Any(Serving) is { } retires:
                _run.Say(retires, new Retiring(1));
                break;
            case 14:
                _run.Signal(SupervisorSignal.Hup);
                break;
            case 15:
                _desired++;
                _run.Signal(SupervisorSignal.Ttin);
                break;
            case 16:
                _desired = Math.Max(1, _desired - 1);
                lost = before.MaxBy(static worker => worker.Index);
                _run.Signal(SupervisorSignal.Ttou);
                break;
            case 17:
                _run.CannotLaunch = !_run.CannotLaunch;
                break;
            case 18 when _watches:
                _run.Save("app.cs");
                break;
            default:
                _run.Pass(_chance.NextDouble() * 5);
                break;
        }

        Check(before, lost);
    }

    /// <summary>The system gives what it can, and all that starts becomes ready.</summary>
    public void Settle()
    {
        _run.CannotLaunch = false;
        if (_watches)
        {
            _run.Save("app.cs");
        }

        for (var rounds = 0; rounds < 200; rounds++)
        {
            foreach (var worker in Starting)
            {
                _ready.Add(worker);
                _run.Ready(worker);
            }

            foreach (var worker in _run.Living.Where(worker => worker.Kills > 0 || IsLeaving(worker)).ToArray())
            {
                _run.Exit(worker);
            }

            _run.Pass(1);
        }

        Assert.Equal(Enumerable.Range(1, _desired), Serving.Select(static worker => worker.Index).Order());
        Assert.Equal(_desired, _run.Living.Count());

        // What was begun while the first workers started is no restart any more once none of them could.
        Assert.InRange(
            _run.CountOf("RollDone") + _run.CountOf("RollStopped"), _run.CountOf("RollBegun") - (_watches ? _run.CountOf("WorkerStarted") : 0), _run.CountOf("RollBegun"));
    }

    /// <summary>It has given up, and those that it told to leave do.</summary>
    public void LeaveAll()
    {
        foreach (var worker in _run.Living.ToArray())
        {
            Assert.True(worker.Kills > 0 || IsLeaving(worker));
            _run.Exit(worker);
        }

        Assert.Equal(ExitCode.CannotLoad, _run.Fleet.End!.ExitCode);
        Assert.NotNull(_run.Fleet.End.Reason);
        Assert.Empty(_ready);
    }

    /// <summary>It is told to end, and whoever is told to leave does not: the fleet ends all the same.</summary>
    public void End()
    {
        _run.Signal(SupervisorSignal.Term);
        _run.Pass(1);
        Assert.All(Living, worker => Assert.True(IsLeaving(worker)));
        var launched = _run.Launched.Count;
        _run.Pass(10 + (2 * FleetSettings.KillGrace.TotalSeconds));

        Assert.Equal(new FleetEnd(ExitCode.Success, null), _run.Fleet.End);
        Assert.Equal((launched, 1), (_run.Launched.Count, _run.SocketCloses));
    }

    public void Dispose() => _run.Dispose();

    private static bool IsLeaving(FakeWorker worker) => worker.Sent.Any(static message => message is BeginDrain or Quit);

    private FakeWorker? Any(FakeWorker[] workers) => workers.Length == 0 ? null : workers[_chance.Next(workers.Length)];

    private void Check(FakeWorker[] before, FakeWorker? lost)
    {
        if (HasGivenUp)
        {
            return;
        }

        // Nobody who served stops to, unless another serves in that place, it died, or its place was given up.
        var (serving, starting) = (Serving, Starting);
        Assert.All(
            before,
            worker => Assert.True(
                worker == lost || worker.IsGone || worker.Kills > 0 || serving.Any(now => now.Index == worker.Index), $"Nobody serves in place {worker.Index}."));
        Assert.Equal(serving.Length, serving.DistinctBy(static worker => worker.Index).Count());
        Assert.Equal(starting.Length, starting.DistinctBy(static worker => worker.Index).Count());
        Assert.All(serving.Concat(starting), worker => Assert.InRange(worker.Index, 1, _desired));

        // One more than there should be, never two: whoever is started is for an empty place, but for one.
        var extra = starting.Count(worker => serving.Any(other => other.Index == worker.Index));
        Assert.InRange(extra, 0, 1);
        var unmanned = Enumerable.Range(1, _desired).Count(index => !serving.Concat(starting).Any(worker => worker.Index == index));
        Assert.True(unmanned == 0 || _run.Fleet.UntilTick <= TimeSpan.FromSeconds(1), "Nobody is there, and nobody looks after it.");
    }
}
