using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ZiBai.Control;
using ZiBai.Logging;
using ZiBai.Supervision.Watching;
using ZiBai.Transport;

namespace ZiBai.Supervision;

/// <summary>The whole life of a supervisor, from its options to its end. It loads neither the app nor the web server.</summary>
internal static partial class SupervisorRun
{
    /// <summary>Builds what is source, binds, starts the workers, and completes when the last of them has ended.</summary>
    /// <param name="options">The settings, valid, with one worker or more.</param>
    /// <param name="logs">The loggers; they stay the caller's.</param>
    /// <param name="sources">The modules that are source; null where this program builds none.</param>
    /// <exception cref="ListenException">An address could not be bound. No worker was started.</exception>
    public static async Task<FleetEnd> RunAsync(ZiBaiOptions options, LogOutput logs, IAppSources? sources)
    {
        var logger = logs.CreateLogger(LoggerNames.Main);
        var events = Channel.CreateUnbounded<SupervisorEvent>(new UnboundedChannelOptions { SingleReader = true });
        using var signals = new SupervisorSignals(events.Writer);
        using var watch = options.Watchfiles is { } patterns
            ? new FileWatch(options.AppDir, patterns, TimeProvider.System, changed => events.Writer.TryWrite(changed), logger)
            : null;
        if (sources is not null && await FirstBuild.WaitAsync(sources.BuildAsync, watch is not null, events, logger) is { } early)
        {
            return early;
        }

        var sockets = ListenSockets.Bind([.. options.Listen.Select(ListenAddress.Parse)], options.DualstackIPv6, options.UnixSocketPerms);
        using var launcher = new WorkerLauncher(
            options, sockets, Handover.OfThisSystem!, ProgramStart.OfThisProgram, events.Writer, () => sources?.Built);
        foreach (var socket in sockets)
        {
            // At once, so that nobody else can take the address, and clients wait in the backlog while the workers start.
            socket.Listen(options.Backlog);
            LogListening(logger, socket.DisplayName);
        }

        var settings = new FleetSettings(
            options.Subprocess, options.BootTimeout, options.PingTimeout, options.GracefulExitTimeout, WaitsForSave: watch is not null);
        var fleet = new Fleet(settings, launcher, TimeProvider.System, logger, logs, new AppPreparation(sources, events.Writer));
        var end = await new Supervisor(fleet, events, HeapTrim.OfThisProcess(), TimeProvider.System).RunAsync();
        LogStopped(logger);
        return end;
    }

    [LoggerMessage(5101, LogLevel.Information, "Listening on {Address}", EventName = "SupervisorListening")]
    private static partial void LogListening(ILogger logger, string address);

    [LoggerMessage(5102, LogLevel.Information, "Stopped", EventName = "SupervisorStopped")]
    private static partial void LogStopped(ILogger logger);
}
