using System.Runtime.InteropServices;
using System.Text.Json;

namespace ZiBai.Cli.Sources;

/// <summary>
/// The process that compiles: this same program, started for one module. Sources come on its standard input, the result leaves on its standard
/// output, and the compiler's memory goes with it.
/// </summary>
internal static class CompilerChild
{
    /// <summary>Tells a process that this is what it is for. Nothing else travels this way.</summary>
    public const string Variable = "ZIBAI_COMPILER";

    /// <summary>Whether somebody has started this process for it.</summary>
    public static bool IsThisProcess() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>Compiles what comes in.</summary>
    /// <returns>The exit code: 0, also where there were errors.</returns>
    public static int Run()
    {
        // "pkill -HUP zibai" is meant for the supervisor.
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, static context => context.Cancel = true);
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        try
        {
            var sources = JsonSerializer.Deserialize(input, CompileJson.Default.SourceSet) ?? throw new JsonException("there are no sources.");
            JsonSerializer.Serialize(output, new RoslynCompiler().Compile(sources), CompileJson.Default.CompileResult);
            return ExitCode.Success;
        }
        catch (JsonException exception)
        {
            Console.Error.WriteLine(
                $"zibai: error: the environment variable {Variable} is set, and standard input has no sources: {exception.Message} "
                + "Only zibai sets it, for what it starts to compile: unset it.");
            return ExitCode.Usage;
        }
        catch (IOException)
        {
            // Whoever wanted it has ended.
            return ExitCode.Failure;
        }
    }
}
