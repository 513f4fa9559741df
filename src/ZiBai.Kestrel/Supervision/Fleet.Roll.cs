using ZiBai.Control;

namespace ZiBai.Supervision;

/// <summary>The rolling restart: one worker after another is replaced by one that was ready first.</summary>
internal sealed partial class Fleet
{
    private int _generation;
    private string? _preparingFor;
    private bool _rolling;
    private bool _rollsAgain;
    private TimeSpan _rollSince;

    private void AskForRoll(string why, FilesChanged? saved = null)
    {
        // New workers read what the log is to be. If it cannot be read they could not start, and those that are there had better stay.
        if (_logs.Reread() is { Count: > 0 } problems)
        {
            LogNotReread(_logger, why, string.Join("; ", problems));
            return;
        }

        _saved = saved?.After(_saved) ?? _saved;
        if (_preparingFor is not null)
        {
            // What was read so far may be older than what is asked for now.
            _rollsAgain = true;
            LogPrepareAgain(_logger, why);
            _preparation.GiveUp();
            return;
        }

        if (_rolling)
        {
            // What was loaded so far may be older than what it is asked for now.
            _rollsAgain = true;
            LogRollAgain(_logger, why);
            return;
        }

        PrepareRoll(why);
    }

    private void PrepareRoll(string why)
    {
        _rollsAgain = false;
        if (_preparation.Begin())
        {
            _preparingFor = why;
            return;
        }

        BeginRoll(why);
    }

    private void OnPrepared(StartFailed? failure)
    {
        if (_stop != FleetStop.None || _preparingFor is not { } why)
        {
            return;
        }

        _preparingFor = null;
        if (_rollsAgain)
        {
            PrepareRoll(why);
        }
        else if (failure is not null && _isWaitingForSave)
        {
            _firstFailure = failure;
            _saved = null;
            TellOfWaiting();
        }
        else if (failure is not null)
        {
            LogNotPrepared(_logger, why, HowToAskAgain(_saved), OneLine(failure.Reason), WorkerStartException.Of(failure));
            _saved = null;
        }
        else
        {
            BeginRoll(why);
        }
    }

    private void BeginRoll(string why)
    {
        _generation++;
        (_reloading, _saved) = (_saved, null);
        if (_isWaitingForSave)
        {
            LogStartedAnew(_logger, why);
            StartAfresh();
            return;
        }

        _rolling = true;
        _rollSince = _clock.Now;
        LogRoll(_logger, why, _seats.Count);
        foreach (var seat in _seats)
        {
            // What kept failing gets its new chance at once.
            seat.NextStart = _clock.Now;
        }
    }

    /// <summary>Replaces the next worker, once all others serve and the one before has left: there is at most one more than usual.</summary>
    private void StepRoll()
    {
        if (!_rolling
            || _seats.Exists(static seat => seat.Starting is not null || seat.Serving is null)
            || _workers.Values.Any(static worker => worker.WasRolledOut))
        {
            return;
        }

        if (_seats.Find(seat => seat.Serving!.Generation < _generation) is { } next)
        {
            Launch(next);
            return;
        }

        LogRolled(_logger, _seats.Count, (_clock.Now - _rollSince).TotalSeconds);
        EndRoll();

        // The one that was asked for meanwhile, if any, begins at once.
        StepRoll();
    }

    private static string HowToAskAgain(FilesChanged? saved) => saved is null ? "send SIGHUP" : "save";

    private static string OneLine(string reason) => reason.ReplaceLineEndings(" ");

    private void StopRoll(Seat seat, StartFailed failure)
    {
        LogRollStopped(_logger, seat.Index, HowToAskAgain(_reloading), OneLine(failure.Reason), WorkerStartException.Of(failure));
        _reloading = null;
        EndRoll();
    }

    private void EndRoll()
    {
        _rolling = false;
        if (_rollsAgain)
        {
            PrepareRoll("asked for meanwhile");
        }
    }
}
