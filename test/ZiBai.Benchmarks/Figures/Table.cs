using System.Globalization;
using System.Text;

namespace ZiBai.Benchmarks.Figures;

/// <summary>A result as text of fixed width.</summary>
internal static class Table
{
    private static readonly string[] _head = ["", "requests/s", "ratio", "(min-max)", "us CPU", "ratio", "(min-max)", "p50 ms", "p99 ms", "MB"];

    public static string Of(Result result)
    {
        string[][] rows = [_head, .. result.Series.Select(series => Row(series, result.Yardstick))];
        int[] widths = [.. Enumerable.Range(0, _head.Length).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{result.Workload}: {result.Title}\n");
        foreach (var row in rows)
        {
            text.AppendJoin("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).Append('\n');
        }

        return text.ToString();
    }

    private static string[] Row(Series series, Series yardstick)
    {
        var rate = series.Ratio(yardstick, static round => round.RequestsPerSecond);
        var cpu = series.Ratio(yardstick, static round => round.CpuMicroseconds);
        return
        [
            series.Contender,
            Number(series.Median(static round => round.RequestsPerSecond)),
            Ratio(rate.Median),
            $"({Ratio(rate.Min)}-{Ratio(rate.Max)})",
            Number(series.Median(static round => round.CpuMicroseconds)),
            Ratio(cpu.Median),
            $"({Ratio(cpu.Min)}-{Ratio(cpu.Max)})",
            Number(series.Median(static round => round.P50Milliseconds)),
            Number(series.Median(static round => round.P99Milliseconds)),
            series.Median(static round => round.ResidentMegabytes).ToString("F0", CultureInfo.InvariantCulture),
        ];
    }

    /// <summary>A figure with two decimals, or none where it has three digits before them: more are noise.</summary>
    internal static string Number(double figure) => figure.ToString(Math.Abs(figure) < 100 ? "F2" : "F0", CultureInfo.InvariantCulture);

    internal static string Ratio(double ratio) => ratio.ToString(ratio < 10 ? "F3" : "F1", CultureInfo.InvariantCulture);
}
