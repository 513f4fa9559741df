using ZiBai.Adapter;
using ZiBai.CommandLine;
using ZiBai.Loading;
using ZiBai.Logging;

namespace ZiBai.Worker;

/// <summary>The whole life of a serving process: from its options to its exit code.</summary>
internal static class ProcessRun
{
    /// <summary>Serves, and says in one line each what went wrong.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="app">The program's own app; null to load the one that the options name.</param>
    /// <param name="hostArguments">
    /// Host settings, as test factories pass them. If there are any, what goes wrong is thrown: a test shows exceptions, and no exit codes.
    /// </param>
    public static async Task<int> RunAsync(ZiBaiOptions options, AppEntry? app, string[] hostArguments)
    {
        var underFactory = hostArguments.Length > 0;
        if (options.Answer is { } answer)
        {
            if (underFactory)
            {
                throw new InvalidOperationException(answer.Text);
            }

            var output = answer.ExitCode == ExitCode.Success ? Console.Out : Console.Error;
            await output.WriteLineAsync(answer.Text.AsMemory());
            return answer.ExitCode;
        }

        var validated = new ZiBaiOptionsValidator().Validate(name: null, options);
        if (validated.Failed)
        {
            return Report(ExitCode.Usage, validated.Failures);
        }

        if (app is null && options.App is null)
        {
            return Report(ExitCode.Usage, ["the options name no app; set App to an import string, for example \"hello:App\""]);
        }

        using var loggers = LogOutput.Create();
        var loader = new AppLoader(options.AppDir);
        var plan = new WorkerPlan
        {
            Options = options,
            LoadHooks = () => new Hooks
            {
                BeforeServe = Load(options.BeforeServe),
                BeforeGracefulExit = Load(options.BeforeGracefulExit),
                BeforeDied = Load(options.BeforeDied),
            },
            LoadApp = () => app is not null ? ValueTask.FromResult(app) : loader.LoadAppAsync(options.App!, options.Call),
        };
        try
        {
            await WorkerRun.RunAsync(plan, loggers, hostArguments, takesSignals: true, CancellationToken.None);
            return ExitCode.Success;
        }
        catch (ListenException exception) when (!underFactory)
        {
            return Report(ExitCode.CannotListen, [exception.Message]);
        }
        catch (AppLoadException exception) when (!underFactory)
        {
            Report(ExitCode.CannotLoad, [exception.Message]);
            if (exception.InnerException is { } cause)
            {
                await Console.Error.WriteLineAsync(WhereThrown(cause).AsMemory());
            }

            return ExitCode.CannotLoad;
        }
        catch (Exception exception) when (!underFactory)
        {
            return Report(ExitCode.Failure, ["an unexpected failure; please report it", exception.ToString()]);
        }

        Func<ValueTask>? Load(string? hook) => hook is null ? null : loader.LoadHook(hook);
    }

    /// <summary>What there is to say of an exception beyond its type and message, which the line before has told.</summary>
    private static string WhereThrown(Exception cause)
    {
        var (whole, told) = (cause.ToString(), $"{cause.GetType()}: {cause.Message}");
        return (whole.StartsWith(told, StringComparison.Ordinal) ? whole[told.Length..] : whole).TrimStart('\r', '\n');
    }

    private static int Report(int exitCode, IEnumerable<string> problems)
    {
        foreach (var problem in problems)
        {
            Console.Error.WriteLine("zibai: error: " + problem);
        }

        return exitCode;
    }
}
