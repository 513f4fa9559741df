using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using ZiBai.Logging;

namespace ZiBai.Worker;

/// <summary>Turns the system's signals into stop requests, and has the log files reopened, for as long as it is not disposed.</summary>
internal sealed partial class StopSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly StopRequest _stop;
    private readonly ILogger _logger;

    public StopSignals(StopRequest stop, ILogFiles logs, ILogger logger)
    {
        _stop = stop;
        _logger = logger;
        On(PosixSignal.SIGTERM, StopKind.Graceful);
        On(PosixSignal.SIGINT, StopKind.Quick);

        // One process has no workers to restart; going on without its terminal, or dying at once, would both surprise.
        On(PosixSignal.SIGHUP, StopKind.Graceful);
        if (OperatingSystem.IsWindows())
        {
            // Ctrl+Break: what a service manager can send where there is no SIGTERM.
            On(PosixSignal.SIGQUIT, StopKind.Graceful);
            return;
        }

        var isLinux = OperatingSystem.IsLinux();
        _registrations.Add(PosixSignalRegistration.Create((PosixSignal)(isLinux ? 10 : 30), context =>
        {
            context.Cancel = true;
            LogReopening(_logger);
            logs.Reopen();
        }));

        // A supervisor acts on these. Their default would end this process, or stop it, although whoever sends them wants anything but that.
        Ignore(PosixSignal.SIGTTIN, "SIGTTIN");
        Ignore(PosixSignal.SIGTTOU, "SIGTTOU");
        Ignore(PosixSignal.SIGQUIT, "SIGQUIT");
        Ignore(PosixSignal.SIGWINCH, "SIGWINCH");
        Ignore((PosixSignal)(isLinux ? 12 : 31), "SIGUSR2");
    }

    public void Dispose() => _registrations.ForEach(static registration => registration.Dispose());

    private void On(PosixSignal signal, StopKind kind) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;

        // A second signal of any kind means that the first was not quick enough.
        var wanted = _stop.Kind == StopKind.None ? kind : StopKind.Quick;
        if (_stop.Ask(wanted))
        {
            LogSignal(_logger, context.Signal.ToString(), wanted == StopKind.Quick ? "closing all connections" : "exiting gracefully");
        }
    }));

    private void Ignore(PosixSignal signal, string name) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        LogIgnored(_logger, name);
    }));

    [LoggerMessage(4002, LogLevel.Information, "{Signal}: of no meaning without worker processes (-p); nothing done", EventName = "StopSignalIgnored")]
    private static partial void LogIgnored(ILogger logger, string signal);

    [LoggerMessage(4003, LogLevel.Information, "SIGUSR1: reopening the log files", EventName = "LogsReopening")]
    private static partial void LogReopening(ILogger logger);

    [LoggerMessage(4001, LogLevel.Information, "{Signal}: {Action}", EventName = "StopSignal")]
    private static partial void LogSignal(ILogger logger, string signal, string action);
}
