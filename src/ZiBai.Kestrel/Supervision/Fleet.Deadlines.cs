namespace ZiBai.Supervision;

/// <summary>What has to have happened by when, and what is done if it has not.</summary>
internal sealed partial class Fleet
{
    /// <summary>How long until a tick is wanted, if nothing happens earlier.</summary>
    public TimeSpan UntilTick
    {
        get
        {
            var until = _settings.LongestRest;
            foreach (var deadline in Deadlines())
            {
                var rest = deadline - _clock.Now;
                until = rest < until ? rest : until;
            }

            return until > TimeSpan.Zero ? until : TimeSpan.Zero;
        }
    }

    private void CheckDeadlines()
    {
        foreach (var worker in _workers.Values.ToArray())
        {
            switch (worker.State)
            {
                case WorkerState.Starting when _clock.Now >= worker.StartedAt + _settings.BootTimeout:
                    Kill(worker);
                    OnStartFailed(worker, $"it was not ready within --boot-timeout, {_settings.BootTimeout.TotalSeconds:0.###} s, and was killed");
                    break;
                case WorkerState.Serving when _clock.Now >= worker.LastHeard + _settings.PingTimeout:
                    LogHung(_logger, worker.Seat.Index, worker.Pid, _settings.PingTimeout.TotalSeconds);
                    Kill(worker);
                    break;
                case WorkerState.Serving when !worker.IsSound && _clock.Now >= worker.ServingSince + FleetSettings.SoundAfter:
                    // Once: replacements of its that fail later, as it retires, are not made good by it.
                    worker.IsSound = true;
                    worker.Seat.Failures = 0;
                    break;
                case WorkerState.Leaving when _clock.Now >= worker.Deadline:
                    LogKilled(_logger, worker.Seat.Index, worker.Pid);
                    Kill(worker);
                    break;
                case WorkerState.Killed when _clock.Now >= worker.Deadline:
                    // The system cannot end it now, for example while it waits for a disk. A restart, or our own end, does not wait for that.
                    LogUnkillable(_logger, worker.Seat.Index, worker.Pid);
                    worker.End();
                    _workers.Remove(worker.Id);
                    break;
            }
        }
    }

    private IEnumerable<TimeSpan> Deadlines()
    {
        foreach (var worker in _workers.Values)
        {
            switch (worker.State)
            {
                case WorkerState.Starting:
                    yield return worker.StartedAt + _settings.BootTimeout;
                    break;
                case WorkerState.Serving:
                    yield return worker.LastHeard + _settings.PingTimeout;
                    break;
                case WorkerState.Leaving or WorkerState.Killed:
                    yield return worker.Deadline;
                    break;
            }
        }

        if (_drainsTheLastAt is { } lastAt)
        {
            yield return lastAt;
        }

        foreach (var seat in _seats.Where(seat => seat.Starting is null && seat.NextStart > _clock.Now))
        {
            yield return seat.NextStart;
        }
    }
}
