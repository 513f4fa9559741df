using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace ZiBai.Benchmarks.Micro;

/// <summary><c>bash test/bench.sh micro</c>.</summary>
internal static class MicroCommand
{
    /// <returns>The process's exit code: 1 if a benchmark did not run, or none was named.</returns>
    public static int Run(string[] args)
    {
        // In this process, which is a published release build: BenchmarkDotNet's own way is to build a project for each benchmark. On a restless machine it would
        // go on to a hundred iterations of a second.
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithIterationTime(TimeInterval.FromMilliseconds(250)).WithMaxIterationCount(30);
        var config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default);
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(args, config).ToList();
        return summaries.Count > 0
            && summaries.All(static summary => !summary.HasCriticalValidationErrors && summary.Reports.All(static report => report.Success))
                ? 0
                : 1;
    }
}
