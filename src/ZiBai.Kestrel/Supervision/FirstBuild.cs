using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ZiBai.Control;

namespace ZiBai.Supervision;

/// <summary>The time before there is anything to serve: the app is built, and whoever wants the server to exit does not wait for that.</summary>
internal static partial class FirstBuild
{
    /// <summary>Waits for the build, or a signal to exit. Whatever else comes meanwhile stays in the queue.</summary>
    /// <param name="build">The build. One that is not over when somebody wants the server to exit is left to whoever ends it.</param>
    /// <param name="events">The queue.</param>
    /// <param name="logger">Where the signal is told.</param>
    /// <returns>How it all ended; null where it goes on.</returns>
    public static async Task<FleetEnd?> WaitAsync(Task<StartFailed?> build, Channel<SupervisorEvent> events, ILogger logger)
    {
        using var over = new CancellationTokenSource();
        var others = new List<SupervisorEvent>();
        var stop = StopAsync(events.Reader, others, over.Token);
        await Task.WhenAny(build, stop);
        await over.CancelAsync();
        if (await stop is { } signal)
        {
            LogStop(logger, $"SIG{signal.ToString().ToUpperInvariant()}");
            return new FleetEnd(ExitCode.Success, null);
        }

        if (await build is { } failure)
        {
            return new FleetEnd(failure.ExitCode, failure);
        }

        others.ForEach(happened => events.Writer.TryWrite(happened));
        return null;
    }

    /// <returns>Null where none came.</returns>
    private static async Task<SupervisorSignal?> StopAsync(ChannelReader<SupervisorEvent> events, List<SupervisorEvent> others, CancellationToken over)
    {
        try
        {
            while (true)
            {
                var happened = await events.ReadAsync(over);
                if (happened is SignalCame { Signal: SupervisorSignal.Term or SupervisorSignal.Int } stop)
                {
                    return stop.Signal;
                }

                others.Add(happened);
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    [LoggerMessage(5025, LogLevel.Information, "{Signal}: exiting before the app is built", EventName = "StoppedWhileBuilding")]
    private static partial void LogStop(ILogger logger, string signal);
}
