using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ZiBai.Control;

namespace ZiBai.Supervision;

/// <summary>The time before there is anything to serve: the app is built, and whoever wants the server to exit does not wait for that.</summary>
internal static partial class FirstBuild
{
    /// <summary>Waits for a build, or a signal to exit. Whatever else comes meanwhile stays in the queue.</summary>
    /// <param name="begin">
    /// Begins to build the app as it is then; null from it where there is nothing to build. A build that is not over when somebody wants the server to exit is
    /// left to whoever ends it.
    /// </param>
    /// <param name="waitsForSave">Whether one that fails is begun again after a change of watched files, or SIGHUP. Else it is the end.</param>
    /// <param name="events">The queue.</param>
    /// <param name="logger">Where a failure that is not the end is told, and the signal.</param>
    /// <returns>How it all ended; null where it goes on.</returns>
    public static async Task<FleetEnd?> WaitAsync(
        Func<Task<StartFailed?>?> begin, bool waitsForSave, Channel<SupervisorEvent> events, ILogger logger)
    {
        var others = new List<SupervisorEvent>();
        while (begin() is { } build)
        {
            using var over = new CancellationTokenSource();
            var stop = NextAsync(events.Reader, IsToExit, others, over.Token);
            await Task.WhenAny(build, stop);
            await over.CancelAsync();
            if (await stop is { } during)
            {
                return Stopped(during, logger);
            }

            if (await build is not { } failure)
            {
                break;
            }

            if (!waitsForSave)
            {
                return new FleetEnd(failure.ExitCode, failure);
            }

            LogNotBuilt(logger, failure.Reason.ReplaceLineEndings(" "), WorkerStartException.Of(failure));

            // What was saved during the build may be what mends it.
            if (others.RemoveAll(IsToBuild) == 0
                && await NextAsync(events.Reader, static happened => IsToExit(happened) || IsToBuild(happened), others, CancellationToken.None) is { } next
                && IsToExit(next))
            {
                return Stopped(next, logger);
            }
        }

        others.ForEach(happened => events.Writer.TryWrite(happened));
        return null;
    }

    private static bool IsToExit(SupervisorEvent happened) => happened is SignalCame { Signal: SupervisorSignal.Term or SupervisorSignal.Int };

    private static bool IsToBuild(SupervisorEvent happened) => happened is FilesChanged or SignalCame { Signal: SupervisorSignal.Hup };

    /// <returns>The next that is wanted; null where none came.</returns>
    private static async Task<SupervisorEvent?> NextAsync(
        ChannelReader<SupervisorEvent> events, Predicate<SupervisorEvent> isWanted, List<SupervisorEvent> others, CancellationToken over)
    {
        try
        {
            while (true)
            {
                var happened = await events.ReadAsync(over);
                if (isWanted(happened))
                {
                    return happened;
                }

                others.Add(happened);
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static FleetEnd Stopped(SupervisorEvent happened, ILogger logger)
    {
        LogStop(logger, $"SIG{((SignalCame)happened).Signal.ToString().ToUpperInvariant()}");
        return new FleetEnd(ExitCode.Success, null);
    }

    [LoggerMessage(5025, LogLevel.Information, "{Signal}: exiting before the app is built", EventName = "StoppedWhileBuilding")]
    private static partial void LogStop(ILogger logger, string signal);

    [LoggerMessage(5026, LogLevel.Error, "Nothing is served yet; the next save is tried: {Reason}", EventName = "AppNotBuilt")]
    private static partial void LogNotBuilt(ILogger logger, string reason, Exception? cause);
}
