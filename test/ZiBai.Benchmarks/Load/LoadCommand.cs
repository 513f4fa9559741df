using ZiBai.Benchmarks.Figures;
using ZiBai.Testing;

namespace ZiBai.Benchmarks.Load;

/// <summary><c>bash test/bench.sh load</c>.</summary>
internal static class LoadCommand
{
    /// <returns>The process's exit code: 1 if nothing was measured, or something makes figures doubtful; 2 for a wrong command line.</returns>
    public static async Task<int> RunAsync(string tool, string apps, string commit, IReadOnlyList<string> args)
    {
        LoadOptions options;
        try
        {
            options = LoadOptions.Parse(tool, apps, commit, args);
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync($"bench.sh load: {wrong.Message}");
            return 2;
        }

        return await Interruptible.RunAsync("load", token => RunAsync(options, token));
    }

    private static async Task<int> RunAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var contenders = await ContendersAsync(options);
        if (options.Workloads.Any(static workload => !workload.IsOwnClients) && InstalledProgram.Find("wrk") is null)
        {
            throw new LoadException(Wrk.Missing);
        }

        var machine = Machine.Here(options.Commit, TimeProvider.System);
        var output = Directory.CreateDirectory(options.Out ?? Directory.CreateTempSubdirectory("zibai-load-").FullName).FullName;
        using var folder = new TempFolder();
        var file = folder.File("file");
        await File.WriteAllBytesAsync(file, Work.File.Response, cancellationToken);

        Console.WriteLine(machine);
        Console.WriteLine($"medians of {options.Rounds} rounds of {options.RoundTime.TotalSeconds:F0} s; ratios to bare Kestrel in the same round\n");
        List<Result> results = [];
        List<string> problems = [];
        foreach (var workload in options.Workloads)
        {
            var result = await new WorkloadRun(workload, options, folder.Path, problems).RunAsync(
                [.. contenders.Where(contender => TakesPart(contender, workload, options))], file, cancellationToken);
            results.Add(result);
            Console.WriteLine(Table.Of(result));
            if (workload.Name == "hello")
            {
                await File.WriteAllTextAsync(Path.Combine(output, "chart.svg"), Chart.Svg(result, machine), cancellationToken);
            }

            // After each workload: the rest may fail, or be interrupted.
            await File.WriteAllTextAsync(
                Path.Combine(output, "results.json"), ResultsFile.Text(machine, options.RoundTime.TotalSeconds, results, problems), cancellationToken);
        }

        Console.WriteLine($"Results: {output}");
        foreach (var problem in problems)
        {
            await Console.Error.WriteLineAsync($"Doubtful: {problem}");
        }

        return problems.Count == 0 ? 0 : 1;
    }

    /// <summary>The contenders that there are on this machine; of those that are missed it is told how to get them.</summary>
    private static async Task<IReadOnlyList<Contender>> ContendersAsync(LoadOptions options)
    {
        List<Contender> present = [];
        foreach (var contender in new ContenderTable(options.Tool, options.Apps).All())
        {
            if (contender.Package is null || InstalledProgram.Find(contender.Program) is not null)
            {
                present.Add(contender);
            }
            else if (options.Workloads.Any(workload => TakesPart(contender, workload, options)))
            {
                await Console.Error.WriteLineAsync(
                    $"{contender.Name} is left out: {contender.Program} is missing; on Debian: apt-get install {contender.Package}");
            }
        }

        return present;
    }

    private static bool TakesPart(Contender contender, Workload workload, LoadOptions options) =>
        contender.Can(workload)
        && (contender.Name == Contender.Yardstick || (options.Contenders ?? workload.Contenders).Contains(contender.Name));
}
