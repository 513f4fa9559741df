using ZiBai.Benchmarks.Servers;

namespace ZiBai.Benchmarks.Load;

/// <summary>A server that is measured.</summary>
/// <param name="Name">How the command line and the table call it.</param>
/// <param name="Program">The program to run: a path, or a name that is looked for in PATH.</param>
/// <param name="Arguments">Its arguments for a workload, at an endpoint.</param>
internal sealed record Contender(string Name, string Program, Func<Workload, Endpoint, IEnumerable<string>> Arguments)
{
    /// <summary>The contender that the others are compared with.</summary>
    public const string Yardstick = "bare";

    /// <summary>Whether it listens on a Unix socket.</summary>
    public bool IsUnix { get; init; }

    /// <summary>What it can do; null for everything.</summary>
    public IReadOnlyList<Work>? Works { get; init; }

    /// <summary>Debian's package of the program; null for those of this repository.</summary>
    public string? Package { get; init; }

    /// <summary>Whether it can take part in a workload at all.</summary>
    public bool Can(Workload workload) => (Works is null || Works.Contains(workload.Work)) && (!IsUnix || workload.IsOwnClients);
}
