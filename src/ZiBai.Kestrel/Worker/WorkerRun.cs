using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZiBai.Logging;

namespace ZiBai.Worker;

/// <summary>Runs one worker from its start to its end.</summary>
internal static partial class WorkerRun
{
    /// <summary>Completes when the worker has ended as asked.</summary>
    /// <param name="plan">What is to be served and how.</param>
    /// <param name="loggerFactory">The loggers; they stay the caller's.</param>
    /// <param name="hostArguments">Host settings, as test factories pass them.</param>
    /// <param name="takeStops">
    /// For a process that is the worker's own: makes what turns the wishes of its system, or its supervisor, into stop requests until it is disposed. Null
    /// where the process belongs to somebody else.
    /// </param>
    /// <param name="gracefulExit">Asks for a graceful exit.</param>
    /// <exception cref="ListenException">An address could not be bound.</exception>
    /// <exception cref="AppLoadException">The app or a hook could not be loaded, or <c>before_serve</c> threw.</exception>
    public static async Task RunAsync(
        WorkerPlan plan, ILoggerFactory loggerFactory, string[] hostArguments, Func<StopRequest, ILogger, IDisposable>? takeStops, CancellationToken gracefulExit)
    {
        var logger = loggerFactory.CreateLogger(LoggerNames.Main);
        using var stop = new StopRequest();
        var host = ServerBuilder.Build(plan, stop, loggerFactory, hostArguments);

        // A factory has a hold of the host, and disposes of it: of one that fails to start it still asks why, maybe only after we are through with it.
        using var ownHost = hostArguments.Length > 0 ? null : host;
        var serving = host.Services.GetRequiredService<ServingService>();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        var ownsProcess = takeStops is not null && serving.HasSockets;
        using var stops = ownsProcess ? takeStops!(stop, logger) : null;
        using var byToken = gracefulExit.Register(() => stop.Ask(StopKind.Graceful));
        using var byHost = lifetime.ApplicationStopping.Register(() => stop.Ask(StopKind.Graceful));
        try
        {
            if (await StartAsync(host, stop, mayLeaveBehind: ownsProcess))
            {
                await stop.Asked;
                await StopAsync(host, lifetime);
            }
            else
            {
                LogStoppedEarly(logger);
            }
        }
        finally
        {
            serving.Dispose();

            // From here on the next signal ends the process, whatever a hook still does.
            stops?.Dispose();
            await serving.RunBeforeDiedAsync();
        }

        LogStopped(logger, plan.LifeLevel);
    }

    /// <summary>
    /// Starts, elsewhere, since an app that loads slowly must not keep a signal waiting. False if it was asked to stop before. A program that
    /// goes on afterwards is never left with a start that still runs.
    /// </summary>
    private static async Task<bool> StartAsync(IHost host, StopRequest stop, bool mayLeaveBehind)
    {
        var start = Task.Run(() => host.StartAsync(CancellationToken.None));
        if (mayLeaveBehind && await Task.WhenAny(start, stop.Asked) != start)
        {
            return false;
        }

        await start;
        return true;
    }

    private static async Task StopAsync(IHost host, IHostApplicationLifetime lifetime)
    {
        if (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await host.StopAsync(CancellationToken.None);
            return;
        }

        // Somebody else stops the host, as a test factory does: its stop is the one to wait for.
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStopped.Register(stopped.SetResult);
        await stopped.Task;
    }

    [LoggerMessage(4201, LogLevel.Information, "Stopped before the app was loaded", EventName = "StoppedEarly")]
    private static partial void LogStoppedEarly(ILogger logger);

    [LoggerMessage(EventId = 4202, Message = "Stopped", EventName = "Stopped")]
    private static partial void LogStopped(ILogger logger, LogLevel level);
}
