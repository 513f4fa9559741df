using ZiBai.Adapter;
using ZiBai.CommandLine;
using ZiBai.Control;
using ZiBai.Loading;
using ZiBai.Logging;
using ZiBai.Logging.Configuration;
using ZiBai.Logging.Output;
using ZiBai.Supervision;

namespace ZiBai.Worker;

/// <summary>The whole life of a process, from its options to its exit code: as a worker, as a supervisor of workers, or alone.</summary>
internal static class ProcessRun
{
    /// <summary>Serves, and says in one line each what went wrong.</summary>
    /// <param name="read">Gives the settings. Not asked in a worker process, which has them from its supervisor.</param>
    /// <param name="app">The program's own app; null to load the one that the options name.</param>
    /// <param name="hostArguments">
    /// Host settings, as test factories pass them. If there are any, what goes wrong is thrown: a test shows exceptions, and no exit codes.
    /// </param>
    /// <param name="sources">Builds modules that are source; null where the program builds none.</param>
    public static async Task<int> RunAsync(Func<ZiBaiOptions> read, AppEntry? app, string[] hostArguments, ISourceModules? sources = null)
    {
        var underFactory = hostArguments.Length > 0;
        try
        {
            if (!underFactory && Handover.OfThisSystem is { } handover && handover.OpenChannel() is { } channel)
            {
                return await SupervisedWorker.RunAsync(channel, handover, app);
            }
        }
        catch (InvalidOperationException noChannel)
        {
            return Failures.Report(ExitCode.Usage, [noChannel.Message]);
        }

        var options = read();
        if (options.Answer is { } answer)
        {
            if (underFactory)
            {
                throw new InvalidOperationException(answer.Text);
            }

            PlainText.Answer(answer.ExitCode == ExitCode.Success ? 1 : 2, answer.Text);
            return answer.ExitCode;
        }

        options = ImpliedOptions.Complete(options);
        var validated = new ZiBaiOptionsValidator().Validate(name: null, options);
        if (validated.Failed)
        {
            return Failures.Report(ExitCode.Usage, validated.Failures);
        }

        if (app is null && options.App is null)
        {
            return Failures.Report(ExitCode.Usage, ["the options name no app; set App to an import string, for example \"hello:App\""]);
        }

        if (options.Debug)
        {
            sources?.BuildForDebugging();
        }

        try
        {
            if (options.CheckConfig)
            {
                return await CheckAsync(options, app, sources);
            }

            // In a test's process there is nobody to start workers from.
            return options.Subprocess > 0 && !underFactory
                ? await SuperviseAsync(options, sources)
                : await ServeAloneAsync(options, app, hostArguments, sources);
        }
        catch (ListenException exception) when (!underFactory)
        {
            return Failures.Report(ExitCode.CannotListen, [exception.Message]);
        }
        catch (LoggingConfigurationException exception) when (!underFactory)
        {
            return Failures.Report(ExitCode.Usage, exception.Problems);
        }
        catch (AppLoadException exception) when (!underFactory)
        {
            return ReportNotLoaded(ExitCode.CannotLoad, exception.Message, exception.InnerException is { } cause ? Failures.WhereThrown(cause) : null);
        }
        catch (Exception exception) when (!underFactory)
        {
            return Failures.Report(ExitCode.Failure, [Failures.Unexpected, exception.ToString()]);
        }
    }

    // The loggers have written all when what went wrong is reported past them, here and where the server is alone.
    private static async Task<int> SuperviseAsync(ZiBaiOptions options, ISourceModules? modules)
    {
        FleetEnd end;
        using (var loggers = LogOutput.Create(options, severalProcesses: true))
        {
            DebugNotice.Log(loggers.CreateLogger(LoggerNames.Main), options);
            end = await SupervisorRun.RunAsync(options, loggers, TellSlow(modules, loggers) is { } told ? new AppSources(options, told) : null);
        }

        return end.Reason is { } reason ? ReportNotLoaded(end.ExitCode, reason.Reason, reason.Detail) : end.ExitCode;
    }

    // Apart from what a supervisor does: it loads no web server.
    private static async Task<int> ServeAloneAsync(ZiBaiOptions options, AppEntry? app, string[] hostArguments, ISourceModules? sources)
    {
        using var loggers = LogOutput.Create(options, severalProcesses: false);
        await WorkerRun.RunAsync(
            AppPlan.Of(options, app, sources: TellSlow(sources, loggers)),
            loggers,
            hostArguments,
            (stop, logger) => new StopSignals(stop, loggers, logger),
            CancellationToken.None);
        return ExitCode.Success;
    }

    private static SlowBuilds? TellSlow(ISourceModules? modules, LogOutput loggers) =>
        modules is null ? null : new SlowBuilds(modules, loggers.CreateLogger(LoggerNames.Main), TimeProvider.System);

    /// <summary>Loads what would be served, the last that can be wrong before something is bound.</summary>
    private static async Task<int> CheckAsync(ZiBaiOptions options, AppEntry? app, ISourceModules? sources)
    {
        var plan = AppPlan.Of(options, app, sources: sources);
        _ = plan.LoadHooks();
        _ = await plan.LoadApp();
        PlainText.Answer(1, "Configuration is good");
        return ExitCode.Success;
    }

    private static int ReportNotLoaded(int exitCode, string reason, string? whereThrown)
    {
        Failures.Report(exitCode, [reason]);
        if (whereThrown is not null)
        {
            PlainText.Complain(whereThrown);
        }

        return exitCode;
    }
}
