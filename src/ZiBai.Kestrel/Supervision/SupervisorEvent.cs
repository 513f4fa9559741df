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
/// <param name="What">The files, as a log line names them.</param>
internal sealed record FilesChanged(string What) : SupervisorEvent;

/// <summary>The app has been prepared for new workers, or could not be.</summary>
/// <param name="Failure">What is wrong with it; null where workers can load it.</param>
internal sealed record AppPrepared(StartFailed? Failure) : SupervisorEvent;

/// <summary>Time has passed.</summary>
internal sealed record Tick : SupervisorEvent;
