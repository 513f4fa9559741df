using ZiBai.Control;

namespace ZiBai.Supervision;

/// <summary>What the supervisor acts on, one after another.</summary>
internal abstract record SupervisorEvent;

/// <summary>A signal, or what stands for it on this system.</summary>
internal sealed record SignalCame(SupervisorSignal Signal) : SupervisorEvent;

/// <summary>A message from a worker.</summary>
internal sealed record WorkerSaid(int WorkerId, ControlMessage Message) : SupervisorEvent;

/// <summary>A worker has ended.</summary>
internal sealed record WorkerExited(int WorkerId, WorkerExit Exit) : SupervisorEvent;

/// <summary>Watched files have changed, and are at rest again.</summary>
/// <param name="Files">The files, from the folder where they are watched; at least one.</param>
/// <param name="Noticed">When the first of the changes was noticed: a timestamp of the time provider.</param>
internal sealed record FilesChanged(IReadOnlyList<string> Files, long Noticed) : SupervisorEvent
{
    /// <summary>The files, as a log line names them.</summary>
    public string Names => Files.Count switch
    {
        1 => Files[0],
        2 => $"{Files[0]} and 1 more file",
        _ => $"{Files[0]} and {Files.Count - 1} more files",
    };

    /// <summary>What has happened, as a log line says it.</summary>
    public string What => $"{Names} {(Files.Count == 1 ? "has" : "have")} changed";

    /// <summary>These changes after others that nobody has acted on yet.</summary>
    public FilesChanged After(FilesChanged? earlier) => earlier is null ? this : new([.. earlier.Files.Union(Files)], earlier.Noticed);
}

/// <summary>The app has been prepared for new workers, or could not be.</summary>
/// <param name="Failure">What is wrong with it; null where workers can load it.</param>
internal sealed record AppPrepared(StartFailed? Failure) : SupervisorEvent;

/// <summary>Time has passed.</summary>
internal sealed record Tick : SupervisorEvent;
