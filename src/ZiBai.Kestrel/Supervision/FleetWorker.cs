using System.Diagnostics;
using ZiBai.Control;

namespace ZiBai.Supervision;

/// <summary>One worker as the supervisor knows it. Times are those of <see cref="FleetClock"/>.</summary>
internal sealed class FleetWorker
{
    private readonly IWorkerProcess _process;

    public FleetWorker(int id, Seat seat, int generation, IWorkerProcess process, TimeSpan startedAt)
    {
        Id = id;
        Seat = seat;
        Generation = generation;
        StartedAt = startedAt;
        _process = process;
    }

    public int Id { get; }

    /// <summary>Its place.</summary>
    public Seat Seat { get; }

    /// <summary>The restart it came with. Older ones are replaced by a rolling restart.</summary>
    public int Generation { get; }

    public int Pid => _process.Pid;

    public WorkerState State { get; private set; } = WorkerState.Starting;

    public TimeSpan StartedAt { get; }

    /// <summary>When it became ready.</summary>
    public TimeSpan ServingSince { get; private set; }

    /// <summary>When it last said something.</summary>
    public TimeSpan LastHeard { get; set; }

    /// <summary>When it is killed unless it has ended; of meaning while it is leaving.</summary>
    public TimeSpan KillAt { get; private set; }

    /// <summary>Whether it has served as many requests as it may.</summary>
    public bool IsRetiring { get; set; }

    /// <summary>Whether it leaves because a rolling restart has replaced it.</summary>
    public bool WasRolledOut { get; set; }

    /// <summary>Why it did not start, in its own words.</summary>
    public StartFailed? Failure { get; set; }

    public void Send(ControlMessage message) => _process.Send(message);

    public void Serve(TimeSpan now)
    {
        MoveTo(WorkerState.Serving);
        ServingSince = LastHeard = now;
    }

    /// <summary>Notes that it is on its way out.</summary>
    /// <param name="killAt">When that has to be over.</param>
    public void Leave(TimeSpan killAt)
    {
        KillAt = State == WorkerState.Leaving && KillAt < killAt ? KillAt : killAt;
        MoveTo(WorkerState.Leaving);
    }

    public void Kill()
    {
        MoveTo(WorkerState.Killed);
        _process.Kill();
    }

    public void End() => MoveTo(WorkerState.Gone);

    private void MoveTo(WorkerState next) => State = (State, next) switch
    {
        (WorkerState.Starting, WorkerState.Serving) => next,
        (WorkerState.Starting or WorkerState.Serving or WorkerState.Leaving, WorkerState.Leaving) => next,
        (not (WorkerState.Killed or WorkerState.Gone), WorkerState.Killed) => next,
        (not WorkerState.Gone, WorkerState.Gone) => next,
        _ => throw new UnreachableException($"A worker cannot go from {State} to {next}."),
    };
}
