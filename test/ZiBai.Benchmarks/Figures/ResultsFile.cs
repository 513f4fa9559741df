using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ZiBai.Benchmarks.Figures;

/// <summary>Everything that was measured, as JSON: each round's figures, and the medians and ratios that the table has.</summary>
internal static class ResultsFile
{
    /// <summary>How all results are written.</summary>
    internal static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="machine">Where it was measured.</param>
    /// <param name="seconds">Seconds that each contender was loaded in a round.</param>
    /// <param name="results">The workloads.</param>
    /// <param name="problems">What makes figures doubtful.</param>
    public static string Text(Machine machine, double seconds, IEnumerable<Result> results, IEnumerable<string> problems) => JsonSerializer.Serialize(
        new
        {
            machine,
            secondsARound = seconds,
            workloads = results.Select(static result => new
            {
                name = result.Workload,
                result.Title,
                result.Connections,
                result.Client,
                contenders = result.Series.Select(series => new
                {
                    name = series.Contender,
                    median = new
                    {
                        requestsPerSecond = series.Median(static round => round.RequestsPerSecond),
                        cpuMicroseconds = series.Median(static round => round.CpuMicroseconds),
                        p50Milliseconds = series.Median(static round => round.P50Milliseconds),
                        p99Milliseconds = series.Median(static round => round.P99Milliseconds),
                        residentMegabytes = series.Median(static round => round.ResidentMegabytes),
                    },
                    toYardstick = new
                    {
                        requestsPerSecond = series.Ratio(result.Yardstick, static round => round.RequestsPerSecond),
                        cpuMicroseconds = series.Ratio(result.Yardstick, static round => round.CpuMicroseconds),
                    },
                    series.Rounds,
                }),
            }),
            problems,
        },
        Options) + "\n";
}
