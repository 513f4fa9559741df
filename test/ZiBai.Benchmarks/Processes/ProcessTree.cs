using System.Globalization;
using ZiBai.Testing;

namespace ZiBai.Benchmarks.Processes;

/// <summary>A process and all it has started: a server with its workers. Linux.</summary>
/// <param name="root">The process's id.</param>
internal sealed class ProcessTree(int root)
{
    /// <summary>What the runtime calls the thread that compiles methods anew; Linux keeps 15 characters of a name.</summary>
    private const string CompilerThread = ".NET Tiered Com";

    /// <summary>Their ids, the root first.</summary>
    /// <exception cref="IOException">One ended while it was looked at.</exception>
    public IReadOnlyList<int> Ids()
    {
        List<int> ids = [root];
        for (var next = 0; next < ids.Count; next++)
        {
            ids.AddRange(SystemProcess.Children(ids[next]));
        }

        return ids;
    }

    /// <summary>User plus system time that they have taken until now, threads that have ended included.</summary>
    public TimeSpan CpuTime() => new(Ids().Sum(static id => CpuClock.Read(id).Ticks));

    /// <summary>
    /// CPU time of the threads that compile what runs often: none of it means that nothing is waiting to be compiled. Such a thread ends when it has had
    /// nothing to do for some seconds.
    /// </summary>
    public TimeSpan CompilerTime()
    {
        var nanoseconds = 0L;
        foreach (var thread in Ids().SelectMany(static id => Directory.EnumerateDirectories($"/proc/{id}/task")))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(thread, "comm")).StartsWith(CompilerThread, StringComparison.Ordinal))
                {
                    nanoseconds += RunTime(File.ReadAllText(Path.Combine(thread, "schedstat")));
                }
            }
            catch (IOException)
            {
                // It ended since it was listed.
            }
        }

        return TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
    }

    /// <summary>Bytes of memory that are resident; what several of them share counts for each.</summary>
    public long ResidentBytes() => Resident().Sum();

    /// <summary>The same of each, in the order of the ids.</summary>
    public IReadOnlyList<long> Resident() => [.. Ids().Select(static id => ResidentBytes(File.ReadLines($"/proc/{id}/status")))];

    /// <summary>Of a <c>/proc/PID/status</c>.</summary>
    /// <exception cref="FormatException">There is no such line: the process has ended.</exception>
    internal static long ResidentBytes(IEnumerable<string> status)
    {
        var line = status.FirstOrDefault(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            ?? throw new FormatException("There is no VmRSS: the process has ended.");
        return 1024 * long.Parse(line.AsSpan("VmRSS:".Length).Trim(" \tkB"), CultureInfo.InvariantCulture);
    }

    /// <summary>Nanoseconds on a processor, of a thread's <c>schedstat</c>.</summary>
    internal static long RunTime(string schedstat) =>
        long.Parse(schedstat.AsSpan(0, schedstat.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
}
