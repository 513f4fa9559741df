using System.Text.Json;
using ZiBai.Benchmarks.Figures;
using ZiBai.Benchmarks.Load;
using ZiBai.Testing;

namespace ZiBai.Benchmarks.Memory;

/// <summary><c>bash test/bench.sh memory</c>.</summary>
internal static class MemoryCommand
{
    /// <returns>The process's exit code: 1 if nothing was measured, or something makes figures doubtful; 2 for a wrong command line.</returns>
    public static async Task<int> RunAsync(string tool, string apps, string commit, string[] args)
    {
        MemoryOptions options;
        try
        {
            options = MemoryOptions.Parse(args);
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync($"bench.sh memory: {wrong.Message}");
            return 2;
        }

        var machine = Machine.Here(commit, TimeProvider.System);
        return await Interruptible.RunAsync("memory", token => RunAsync(new ContenderTable(tool, apps), machine, options, token));
    }

    private static async Task<int> RunAsync(ContenderTable table, Machine machine, MemoryOptions options, CancellationToken cancellationToken)
    {
        var output = Directory.CreateDirectory(options.Out ?? Directory.CreateTempSubdirectory("zibai-memory-").FullName).FullName;
        using var folder = new TempFolder();
        List<string> problems = [];
        var run = new MemoryRun(table, folder.Path, problems);

        Console.WriteLine($"{machine}\nMB are 2^20 bytes\n");
        var afterRequests = await run.AfterRequestsAsync(cancellationToken);
        Console.WriteLine(afterRequests);

        var mixed = await run.MixedAsync(TimeSpan.FromMinutes(options.Minutes), cancellationToken);
        var title = $"resident memory in {options.Minutes} min of hello, echo, stream and upload in turn, MB";
        Console.WriteLine($"{title}\n{MemoryTable.Of(mixed, MemoryRun.SamplesARound)}");
        await File.WriteAllTextAsync(Path.Combine(output, "memory.svg"), LineChart.Svg(title, mixed, machine), cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(output, "memory.json"),
            JsonSerializer.Serialize(new { machine, afterRequests, mixed, problems }, ResultsFile.Options) + "\n",
            cancellationToken);
        Console.WriteLine($"Results: {output}");
        foreach (var problem in problems)
        {
            await Console.Error.WriteLineAsync($"Doubtful: {problem}");
        }

        return problems.Count == 0 ? 0 : 1;
    }
}
