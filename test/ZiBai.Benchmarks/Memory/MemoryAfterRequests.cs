using System.Globalization;
using ZiBai.Benchmarks.Figures;

namespace ZiBai.Benchmarks.Memory;

/// <summary>Resident memory after many requests of the hello app, in MB of 2^20 bytes.</summary>
/// <param name="Requests">How many each server has answered at least.</param>
/// <param name="BareMegabytes">Of bare Kestrel.</param>
/// <param name="WorkerMegabytes">Of zibai's one worker.</param>
/// <param name="SupervisorMegabytes">Of the process that watches over it.</param>
internal sealed record MemoryAfterRequests(long Requests, double BareMegabytes, double WorkerMegabytes, double SupervisorMegabytes)
{
    /// <summary>The goal for the worker, as a multiple of bare Kestrel.</summary>
    private const double MostRatio = 1.15;

    /// <summary>The goal for the supervisor.</summary>
    private const double MostSupervisorMegabytes = 45;

    public double Ratio => WorkerMegabytes / BareMegabytes;

    /// <summary>The lines to print.</summary>
    public override string ToString() => string.Join('\n', [
        string.Create(CultureInfo.InvariantCulture, $"resident memory after {Requests:N0} hello requests"),
        Line("bare", BareMegabytes, ""),
        Line("zibai worker", WorkerMegabytes, $"  ratio {Table.Ratio(Ratio)}, goal at most {MostRatio.ToString(CultureInfo.InvariantCulture)}"),
        Line("zibai supervisor", SupervisorMegabytes, $"  goal at most {MostSupervisorMegabytes.ToString(CultureInfo.InvariantCulture)} MB"),
        "",
    ]);

    private static string Line(string name, double megabytes, string rest) =>
        string.Create(CultureInfo.InvariantCulture, $"{name,-18} {megabytes,6:F1} MB{rest}");
}
