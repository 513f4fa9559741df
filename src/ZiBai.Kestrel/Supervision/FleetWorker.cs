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

    /// <summary>Whether it has served for so long that earlier failures in its place no longer count.</summary>
    public bool IsSound { get; set; }

    /// <summary>When it has to have ended; of meaning from the moment that it is to leave, or was killed.</summary>
    public TimeSpan Deadline { get; private set; }

    /// <summary>When it asked to be replaced, having served as many requests as it may, or since it is to leave; null if it has not.</summary>
    public TimeSpan? RetiringSince { get; set; }

    /// <summary>Whether it leaves without ever having been ready. It holds the listening sockets until its end, and accepts from none.</summary>
    public bool LeavesUnready { get; private set; }

    /// <summary>Whether it leaves because a rolling restart has replaced it.</summary>
    public bool WasRolledOut { get; set; }

    /// <summary>Whether it has said that it accepts no more connections.</summary>
    public bool HasStoppedAccepting { get; set; }

    /// <summary>Whether a new connection may come to it.</summary>
    public bool Accepts => !HasStoppedAccepting && (State == WorkerState.Serving || (State == WorkerState.Leaving && !LeavesUnready));

    /// <summary>Why it did not start, in its own words.</summary>
    public StartFailed? Failure { get; set; }

    public void Send(ControlMessage message) => _process.Send(message);

    public void Serve(TimeSpan now)
    {
        MoveTo(WorkerState.Serving);
        ServingSince = LastHeard = now;
    }

    /// <summary>Notes that it is on its way out.</summary>
    /// <param name="deadline">When that has to be over.</param>
    public void Leave(TimeSpan deadline)
    {
        Deadline = State == WorkerState.Leaving && Deadline < deadline ? Deadline : deadline;
        LeavesUnready |= State == WorkerState.Starting;
        MoveTo(WorkerState.Leaving);
    }

    /// <summary>Ends its process.</summary>
    /// <param name="deadline">When the system has to have done so.</param>
    public void Kill(TimeSpan deadline)
    {
        MoveTo(WorkerState.Killed);
        Deadline = deadline;
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
