using System.Runtime.InteropServices;

namespace ZiBai.Benchmarks.Figures;

/// <summary>Where and when something was measured. Linux.</summary>
/// <param name="Processor">Its model.</param>
/// <param name="Cores">How many a process may use.</param>
/// <param name="MemoryMegabytes">Memory of the machine, in MB of 2^20 bytes.</param>
/// <param name="Kernel">Linux's version.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="Commit">What was measured, as git names it.</param>
/// <param name="Date">When it began, in UTC.</param>
internal sealed record Machine(string Processor, int Cores, long MemoryMegabytes, string Kernel, string Runtime, string Commit, DateTimeOffset Date)
{
    public static Machine Here(string commit, TimeProvider time) => new(
        Model(File.ReadLines("/proc/cpuinfo")),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
        File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        RuntimeInformation.FrameworkDescription,
        commit,
        time.GetUtcNow());

    /// <summary>The processor's model, of <c>/proc/cpuinfo</c>. Where it has none, as on most ARM machines, the architecture.</summary>
    internal static string Model(IEnumerable<string> cpuInfo) =>
        cpuInfo.FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();

    public override string ToString() =>
        FormattableString.Invariant($"{Processor}, {Cores} cores, Linux {Kernel}, {Runtime}, {Commit}, {Date:yyyy-MM-dd HH:mm} UTC");
}
