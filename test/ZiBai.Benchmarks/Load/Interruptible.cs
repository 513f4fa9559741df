using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ZiBai.Benchmarks.Load;

/// <summary>A benchmark that starts servers: they are to be ended, whatever ends it.</summary>
internal static class Interruptible
{
    /// <param name="name">How test/bench.sh calls the benchmark.</param>
    /// <param name="run">The benchmark, which returns its exit code; its token is cancelled by SIGINT and SIGTERM.</param>
    /// <returns>The exit code: 1 as well if it failed or was interrupted, which is told.</returns>
    public static async Task<int> RunAsync(string name, Func<CancellationToken, Task<int>> run)
    {
        using var ended = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            return await run(ended.Token);
        }
        catch (Exception failure) when (failure is LoadException or IOException or Win32Exception)
        {
            await Console.Error.WriteLineAsync($"bench.sh {name}: {failure.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"bench.sh {name}: interrupted");
            return 1;
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ended.Cancel();
        }
    }
}
