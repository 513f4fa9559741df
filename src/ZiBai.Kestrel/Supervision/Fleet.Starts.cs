using ZiBai.Control;

namespace ZiBai.Supervision;

/// <summary>Workers that start: until they serve, or could not.</summary>
internal sealed partial class Fleet
{
    private void Launch(Seat seat)
    {
        var id = ++_lastId;
        try
        {
            var worker = new FleetWorker(id, seat, _generation, _launcher.Launch(id, seat.Index, _desired), _clock.Now);
            seat.Starting = worker;
            _workers.Add(id, worker);
            LogStarted(_logger, seat.Index, worker.Pid);
        }
        catch (WorkerLaunchException exception)
        {
            OnStartFailed(seat, _generation, new StartFailed(ExitCode.CannotLoad, exception.Message, null));
        }
    }

    private void OnReady(FleetWorker worker)
    {
        if (worker.State != WorkerState.Starting)
        {
            // It was told to leave meanwhile.
            return;
        }

        var seat = worker.Seat;
        var replaced = seat.Serving;
        worker.Serve(_clock.Now);
        (seat.Serving, seat.Starting) = (worker, null);
        if (!_everServed)
        {
            OnFirstServing();
        }

        LogServing(_logger, seat.Index, worker.Pid, (worker.ServingSince - worker.StartedAt).TotalSeconds);
        if (replaced is not null)
        {
            replaced.WasRolledOut = replaced.Generation < worker.Generation;
            Leave(replaced, new BeginDrain(IsEnd: false));
        }
    }

    /// <summary>Those of the first workers that could not start are tried again from now on: they are told of, since the server does not end over them.</summary>
    private void OnFirstServing()
    {
        _everServed = true;
        _isWaitingForSave = false;
        foreach (var seat in _seats.Where(static seat => seat.Failures > 0))
        {
            LogStartFailed(_logger, seat.Index, _firstFailure!.Reason, Seat.Backoff(seat.Failures).TotalSeconds, WorkerStartException.Of(_firstFailure));
        }
    }

    private void OnStartFailed(FleetWorker worker, string reason)
    {
        Vacate(worker);
        OnStartFailed(worker.Seat, worker.Generation, worker.Failure ?? new StartFailed(ExitCode.CannotLoad, reason, null));
    }

    private void OnStartFailed(Seat seat, int generation, StartFailed failure)
    {
        seat.Failures++;
        seat.NextStart = _clock.Now + Seat.Backoff(seat.Failures);
        if (_stop != FleetStop.None)
        {
            return;
        }

        if (!_everServed)
        {
            // Told once, if nobody else can start either.
            _firstFailure ??= failure;
        }
        else if (_rolling && generation == _generation)
        {
            StopRoll(seat, failure);
        }
        else
        {
            LogStartFailed(_logger, seat.Index, failure.Reason, Seat.Backoff(seat.Failures).TotalSeconds, WorkerStartException.Of(failure));
        }
    }
}
