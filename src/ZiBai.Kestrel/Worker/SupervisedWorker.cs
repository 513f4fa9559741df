using ZiBai.Adapter;
using ZiBai.Control;
using ZiBai.Logging;
using ZiBai.Logging.Configuration;

namespace ZiBai.Worker;

/// <summary>The whole life of a worker process: from the first message of its supervisor to its exit code.</summary>
internal static class SupervisedWorker
{
    /// <param name="stream">Its end of the channel.</param>
    /// <param name="handover">How it gets its sockets.</param>
    /// <param name="app">The program's own app; null to load the one that the options name.</param>
    public static async Task<int> RunAsync(Stream stream, IHandover handover, AppEntry? app)
    {
        using var signals = new WorkerSignals();
        await using var channel = new ControlChannel(stream);
        if (await channel.ReceiveAsync() is not StartServing start)
        {
            // The supervisor ended before it said what to serve.
            return ExitCode.Success;
        }

        var link = new SupervisorLink(channel, start, TimeProvider.System);
        try
        {
            using var loggers = LogOutput.Create(start.Options, severalProcesses: true);
            var plan = AppPlan.Of(start.Options, app, handover.TakeSockets(start.Sockets), link, built: start.Built);
            await WorkerRun.RunAsync(plan, loggers, hostArguments: [], (stop, _) => Obey(link, signals, stop, loggers), CancellationToken.None);
            return ExitCode.Success;
        }
        catch (LoggingConfigurationException exception)
        {
            channel.Send(StartFailed.Of(ExitCode.Usage, exception.Message, null));
            return ExitCode.Usage;
        }
        catch (AppLoadException exception)
        {
            channel.Send(StartFailed.Of(ExitCode.CannotLoad, exception.Message, exception.InnerException is { } cause ? Failures.WhereThrown(cause) : null));
            return ExitCode.CannotLoad;
        }
        catch (Exception exception)
        {
            channel.Send(StartFailed.Of(ExitCode.Failure, Failures.Unexpected, exception.ToString()));
            return ExitCode.Failure;
        }
    }

    private static IDisposable Obey(SupervisorLink link, WorkerSignals signals, StopRequest stop, LogOutput loggers)
    {
        _ = link.ObeyAsync(stop, loggers);
        return signals.OnTerm(() => link.AskToLeave(stop, "SIGTERM"));
    }
}
