using ZiBai.Control;

namespace ZiBai.Supervision;

/// <summary>How the fleet is asked to end. It only ever gets more urgent.</summary>
internal enum FleetStop
{
    /// <summary>Not asked.</summary>
    None,

    /// <summary>Every worker drains.</summary>
    Graceful,

    /// <summary>Every worker closes its connections.</summary>
    Quick,

    /// <summary>Every worker is killed.</summary>
    Kill,
}

/// <summary>The end: all workers at once, and no longer than the time limits allow.</summary>
internal sealed partial class Fleet
{
    /// <summary>How long those who never came to accept may take to go before the others are drained all the same.</summary>
    private static readonly TimeSpan _unreadyMayTake = TimeSpan.FromSeconds(1);

    private FleetStop _stop;
    private TimeSpan? _drainsTheLastAt;
    private int _exitCode = ExitCode.Success;

    private void OnStopSignal(SupervisorSignal signal)
    {
        // A second signal of any kind means that the first was not quick enough.
        var wanted = _stop switch
        {
            FleetStop.None when signal == SupervisorSignal.Term => FleetStop.Graceful,
            FleetStop.None or FleetStop.Graceful => FleetStop.Quick,
            _ => FleetStop.Kill,
        };
        LogStop(_logger, NameOf(signal), wanted switch
        {
            FleetStop.Graceful => "exiting gracefully",
            FleetStop.Quick => "closing all connections",
            _ => "killing what is left",
        });
        Stop(wanted);
    }

    private void GiveUp()
    {
        _exitCode = _firstFailure?.ExitCode ?? ExitCode.CannotLoad;
        Stop(FleetStop.Quick);
        Reconcile();
    }

    private void Stop(FleetStop wanted)
    {
        if (_stop == FleetStop.None)
        {
            // Before the workers close theirs: what is still in the queue of a socket is then accepted by the last of them.
            _launcher.CloseSockets();
        }

        _stop = wanted;
        _drainsTheLastAt = wanted == FleetStop.Graceful ? _clock.Now + _unreadyMayTake : null;
        _rolling = false;
        foreach (var worker in _workers.Values.Where(static worker => worker.State is not (WorkerState.Killed or WorkerState.Gone)))
        {
            if (wanted == FleetStop.Kill)
            {
                Kill(worker);
            }
            else if (wanted == FleetStop.Quick)
            {
                Leave(worker, new Quit());
            }
            else if (worker.State == WorkerState.Starting)
            {
                Leave(worker, new BeginDrain(IsEnd: false));
            }
        }
    }

    /// <summary>
    /// At a graceful end, drains those who accept: only when those who never came to accept are gone, for as long as one of them holds a socket clients
    /// get into a queue that nobody would empty.
    /// </summary>
    private void DrainTheLast()
    {
        if (_stop != FleetStop.Graceful || _drainsTheLastAt is not { } at
            || (_clock.Now < at && _workers.Values.Any(static worker => worker.LeavesUnready)))
        {
            return;
        }

        _drainsTheLastAt = null;
        foreach (var worker in _workers.Values.Where(static worker => worker is { State: WorkerState.Serving or WorkerState.Leaving, LeavesUnready: false }))
        {
            // Those that drain already are told too: the one that closes a socket last has to empty its queue.
            Leave(worker, new BeginDrain(IsEnd: true));
        }
    }
}
