using Microsoft.Extensions.Logging;

namespace ZiBai.Supervision;

internal sealed partial class Fleet
{
    [LoggerMessage(5001, LogLevel.Information, "Ready", EventName = "FleetReady")]
    private static partial void LogReady(ILogger logger);

    [LoggerMessage(5002, LogLevel.Information, "Worker {Index} (pid {Pid}) started", EventName = "WorkerStarted")]
    private static partial void LogStarted(ILogger logger, int index, int pid);

    [LoggerMessage(5003, LogLevel.Information, "Worker {Index} (pid {Pid}) serves, {Seconds:0.00} s after its start", EventName = "WorkerServing")]
    private static partial void LogServing(ILogger logger, int index, int pid, double seconds);

    [LoggerMessage(5004, LogLevel.Information, "Worker {Index} (pid {Pid}) has left: it {Exit}", EventName = "WorkerLeft")]
    private static partial void LogLeft(ILogger logger, int index, int pid, string exit);

    [LoggerMessage(5005, LogLevel.Error, "Worker {Index} (pid {Pid}) died: it {Exit}; replacing it", EventName = "WorkerDied")]
    private static partial void LogDied(ILogger logger, int index, int pid, string exit, Exception? cause);

    [LoggerMessage(5006, LogLevel.Error, "Worker {Index} could not start: {Reason}; the next try is in {Seconds:0.#} s", EventName = "WorkerStartFailed")]
    private static partial void LogStartFailed(ILogger logger, int index, string reason, double seconds, Exception? cause);

    [LoggerMessage(5007, LogLevel.Warning, "Worker {Index} (pid {Pid}) was silent for {Seconds} s, --ping-timeout; killing and replacing it",
        EventName = "WorkerHung")]
    private static partial void LogHung(ILogger logger, int index, int pid, double seconds);

    [LoggerMessage(5008, LogLevel.Warning, "Worker {Index} (pid {Pid}) did not exit in time; killing it", EventName = "WorkerKilled")]
    private static partial void LogKilled(ILogger logger, int index, int pid);

    [LoggerMessage(5009, LogLevel.Information,
        "Worker {Index} (pid {Pid}) has served {Requests} requests, as many as --max-request-pre-process allows: replacing it",
        EventName = "WorkerRetiring")]
    private static partial void LogRetiring(ILogger logger, int index, int pid, long requests);

    [LoggerMessage(5010, LogLevel.Information, "Worker {Index} (pid {Pid}) was asked to exit ({Why}): replacing it", EventName = "WorkerAsksToLeave")]
    private static partial void LogAsksToLeave(ILogger logger, int index, int pid, string why);

    [LoggerMessage(5011, LogLevel.Information, "{Why}: replacing the workers one by one, {Workers} in all", EventName = "RollBegun")]
    private static partial void LogRoll(ILogger logger, string why, int workers);

    [LoggerMessage(5012, LogLevel.Information, "{Why}: replacing them once more after this restart", EventName = "RollAskedAgain")]
    private static partial void LogRollAgain(ILogger logger, string why);

    [LoggerMessage(5013, LogLevel.Information, "All workers replaced, {Workers} in {Seconds:0.00} s", EventName = "RollDone")]
    private static partial void LogRolled(ILogger logger, int workers, double seconds);

    [LoggerMessage(5014, LogLevel.Error,
        "The restart has stopped, and the workers not yet replaced go on serving: the new worker {Index} could not start. "
        + "Mend this and {Ask} to try again: {Reason}", EventName = "RollStopped")]
    private static partial void LogRollStopped(ILogger logger, int index, string ask, string reason, Exception? cause);

    [LoggerMessage(5015, LogLevel.Information, "{Signal}: workers from now on: {Workers}", EventName = "FleetResized")]
    private static partial void LogResized(ILogger logger, string signal, int workers);

    [LoggerMessage(5016, LogLevel.Information, "SIGTTOU: the only worker stays", EventName = "OneWorkerStays")]
    private static partial void LogOneStays(ILogger logger);

    [LoggerMessage(5017, LogLevel.Information, "SIGUSR1: reopening the log files, here and in the workers", EventName = "LogsReopened")]
    private static partial void LogReopen(ILogger logger);

    [LoggerMessage(5018, LogLevel.Information, "{Signal}: {Why}; nothing done", EventName = "SignalIgnored")]
    private static partial void LogIgnored(ILogger logger, string signal, string why);

    [LoggerMessage(5019, LogLevel.Information, "{Signal}: {Action}", EventName = "FleetStopping")]
    private static partial void LogStop(ILogger logger, string signal, string action);

    [LoggerMessage(5020, LogLevel.Error, "Worker {Index} (pid {Pid}) was killed, and the system has not ended it; going on without it",
        EventName = "WorkerUnkillable")]
    private static partial void LogUnkillable(ILogger logger, int index, int pid);

    [LoggerMessage(5021, LogLevel.Error,
        "{Why}: nothing is restarted, and the workers go on serving, until the logging configuration is mended and SIGHUP sent: {Problems}",
        EventName = "LogsNotReread")]
    private static partial void LogNotReread(ILogger logger, string why, string problems);

    [LoggerMessage(5022, LogLevel.Error, "{Why}: nothing is restarted, and the workers go on serving. Mend this and {Ask} to try again: {Reason}",
        EventName = "AppNotPrepared")]
    private static partial void LogNotPrepared(ILogger logger, string why, string ask, string reason, Exception? cause);

    [LoggerMessage(5023, LogLevel.Information, "{Why}: building the app once more before the restart", EventName = "PreparationAskedAgain")]
    private static partial void LogPrepareAgain(ILogger logger, string why);

    [LoggerMessage(5024, LogLevel.Information, "Reloaded {Files}: new code serves {Seconds:0.00} s after the save", EventName = "Reloaded")]
    private static partial void LogReloaded(ILogger logger, string files, double seconds);

    [LoggerMessage(5027, LogLevel.Error, "No worker could start, and nothing is served yet; the next save is tried: {Reason}",
        EventName = "StartAwaitsSave")]
    private static partial void LogWaits(ILogger logger, string reason, Exception? cause);

    [LoggerMessage(5028, LogLevel.Information, "{Why}: starting the workers anew", EventName = "StartedAnew")]
    private static partial void LogStartedAnew(ILogger logger, string why);
}
