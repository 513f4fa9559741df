using System.Globalization;
using ZiBai.Benchmarks.Figures;
using ZiBai.Benchmarks.Load;
using ZiBai.Testing;

namespace ZiBai.Benchmarks.Start;

/// <summary><c>bash test/bench.sh start</c>.</summary>
internal static class StartCommand
{
    /// <returns>The process's exit code: 1 if something did not start.</returns>
    public static async Task<int> RunAsync(string tool, string samples, string commit, int runs)
    {
        var cases = StartCase.All(tool, samples);
        using var folder = new TempFolder();
        var run = new StartRun(folder.Path);
        List<TimeSpan>[] times = [.. cases.Select(static _ => new List<TimeSpan>())];
        try
        {
            // The first of each compiles hello.cs, and brings the files into memory.
            for (var number = 0; number <= runs; number++)
            {
                for (var turn = 0; turn < cases.Count; turn++)
                {
                    var index = (number + turn) % cases.Count;
                    var time = await run.TimeAsync(cases[index]);
                    if (number > 0)
                    {
                        times[index].Add(time);
                    }
                }
            }
        }
        catch (LoadException failure)
        {
            await Console.Error.WriteLineAsync($"bench.sh start: {failure.Message}");
            return 1;
        }

        Console.WriteLine($"{Machine.Here(commit, TimeProvider.System)}\nmedians of {runs} starts, in ms");
        foreach (var (one, all) in cases.Zip(times))
        {
            Console.WriteLine(Line(one, [.. all.Select(static time => time.TotalMilliseconds)]));
        }

        return 0;
    }

    private static string Line(StartCase one, double[] milliseconds) => string.Create(
        CultureInfo.InvariantCulture,
        $"{one.Name,-24} {Series.MedianOf(milliseconds),6:F0}  ({milliseconds.Min():F0}-{milliseconds.Max():F0})  "
        + $"to its {(one.Serves ? "first response" : "end")}");
}
