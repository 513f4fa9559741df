using System.Text.Json;
using System.Threading.Channels;
using ZiBai.Worker;

namespace ZiBai.Cli.Sources;

/// <summary>
/// The process that compiles: this same program, started for one compile or for several. Sources come on its standard input, results leave on its standard
/// output, and the compiler's memory goes with it: as soon as its input ends, and so with whoever has started it, however that ends.
/// </summary>
internal static class CompilerChild
{
    /// <summary>Tells a process that this is what it is for. Nothing else travels this way.</summary>
    public const string Variable = "ZIBAI_COMPILER";

    /// <summary>Whether somebody has started this process for it.</summary>
    public static bool IsThisProcess() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>Compiles what comes in.</summary>
    /// <returns>The exit code: 0, also where there were errors.</returns>
    public static async Task<int> RunAsync()
    {
        // What a terminal, or "pkill -HUP zibai", sends to all is meant for the supervisor.
        using var signals = new WorkerSignals();
        var terminated = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var term = signals.OnTerm(() => terminated.TrySetResult());
        var requests = Channel.CreateUnbounded<SourceSet>();
        try
        {
            // The end of the input is the end, whatever is being compiled then: nobody waits for it.
            await await Task.WhenAny(Task.Run(() => ReadAll(requests.Writer)), Task.Run(() => AnswerAllAsync(requests.Reader)), terminated.Task);
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

    private static void ReadAll(ChannelWriter<SourceSet> requests)
    {
        var input = Console.OpenStandardInput();
        var count = 0;
        for (; CompileFrame.Read(input, CompileJson.Default.SourceSet) is { } sources; count++)
        {
            requests.TryWrite(sources);
        }

        if (count == 0)
        {
            throw new JsonException("there are no sources.");
        }
    }

    private static async Task AnswerAllAsync(ChannelReader<SourceSet> requests)
    {
        var output = Console.OpenStandardOutput();
        var compiler = new RoslynCompiler();
        await foreach (var sources in requests.ReadAllAsync())
        {
            CompileFrame.Write(output, compiler.Compile(sources), CompileJson.Default.CompileResult);
        }
    }
}
