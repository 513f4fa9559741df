using System.Globalization;

namespace ZiBai.Benchmarks.Load;

/// <summary>What a client says at the end of its run, on one line: whole numbers with their names, so that no unit has to be guessed.</summary>
/// <param name="Requests">Responses that were received.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="P50">The time that half of the requests took at most.</param>
/// <param name="P99">The time that 99 of 100 took at most.</param>
/// <param name="Errors">What went wrong, by kind: connect, read, write, status (not 2xx or 3xx), timeout. Empty if nothing did.</param>
internal sealed record ClientReport(long Requests, TimeSpan Duration, TimeSpan P50, TimeSpan P99, IReadOnlyDictionary<string, long> Errors)
{
    private const string Start = "zibai-load ";

    private static readonly string[] _kinds = ["connect", "read", "write", "status", "timeout"];

    public double RequestsPerSecond => Requests / Duration.TotalSeconds;

    /// <summary>The errors in words: <c>read 3, timeout 1</c>.</summary>
    public string ErrorText => string.Join(", ", Errors.Select(static error => string.Create(CultureInfo.InvariantCulture, $"{error.Key} {error.Value}")));

    /// <summary>Finds the line in a client's output.</summary>
    /// <exception cref="FormatException">There is none, or something is missing in it.</exception>
    public static ClientReport Parse(string output)
    {
        var line = output.Split('\n').FirstOrDefault(static line => line.StartsWith(Start, StringComparison.Ordinal))
            ?? throw new FormatException($"The client gave no report; it wrote:\n{output}");
        var numbers = line[Start.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=')).ToDictionary(
            static pair => pair[0], static pair => long.Parse(pair[1], CultureInfo.InvariantCulture));
        long Number(string name) => numbers.TryGetValue(name, out var number) ? number : throw new FormatException($"The client's report has no {name}: {line}");
        TimeSpan Microseconds(string name) => TimeSpan.FromMicroseconds(Number(name));

        return new ClientReport(
            Number("requests"),
            Microseconds("duration_us"),
            Microseconds("p50_us"),
            Microseconds("p99_us"),
            _kinds.Select(kind => (kind, Number(kind))).Where(static error => error.Item2 > 0).ToDictionary());
    }

    /// <summary>The line.</summary>
    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Start}requests={Requests} duration_us={Duration.TotalMicroseconds:F0} p50_us={P50.TotalMicroseconds:F0} p99_us={P99.TotalMicroseconds:F0}")
        + string.Concat(_kinds.Select(kind => string.Create(CultureInfo.InvariantCulture, $" {kind}={Errors.GetValueOrDefault(kind)}")));
}
