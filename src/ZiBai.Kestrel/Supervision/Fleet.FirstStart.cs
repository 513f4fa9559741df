namespace ZiBai.Supervision;

/// <summary>
/// None of the first workers could start. That is the end, unless files are watched: who is writing an app would have to start the server again after each
/// mistake, so the next save is waited for.
/// </summary>
internal sealed partial class Fleet
{
    private bool _isWaitingForSave;

    private void OnNoneStarted()
    {
        if (!_settings.WaitsForSave)
        {
            GiveUp();
        }
        else if (_rolling)
        {
            // Something was saved while they started.
            _rolling = false;
            if (_rollsAgain)
            {
                _isWaitingForSave = true;
                PrepareRoll("asked for meanwhile");
            }
            else
            {
                StartAfresh();
            }

            Reconcile();
        }
        else if (!_isWaitingForSave)
        {
            _isWaitingForSave = true;
            if (_preparingFor is null)
            {
                TellOfWaiting();
            }
        }
    }

    /// <summary>Has every place be manned at once, as at the first start.</summary>
    private void StartAfresh()
    {
        _isWaitingForSave = false;
        _firstFailure = null;
        foreach (var seat in _seats)
        {
            (seat.Failures, seat.NextStart) = (0, _clock.Now);
        }
    }

    private void TellOfWaiting() => LogWaits(_logger, OneLine(_firstFailure!.Reason), WorkerStartException.Of(_firstFailure));
}
