using System.Globalization;
using System.Text;
using ZiBai.Benchmarks.Servers;

namespace ZiBai.Benchmarks.Load;

/// <summary>
/// The client wrk. A script of it says what to ask, which wrk puts together once and for all, and prints the report itself: wrk's own text rounds its
/// figures, each in a unit of its own.
/// </summary>
internal static class Wrk
{
    public const string Missing = "wrk is missing; on Debian: apt-get install wrk";

    // One of wrk's two kinds of callback; the other, which sees each response, would be a load of its own.
    private const string Report = """
        done = function(summary, latency, requests)
          local errors = summary.errors
          io.write(string.format(
            "\nzibai-load requests=%d duration_us=%d p50_us=%d p99_us=%d connect=%d read=%d write=%d status=%d timeout=%d\n",
            summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
            errors.connect, errors.read, errors.write, errors.status, errors.timeout))
        end

        """;

    /// <summary>The script for a work.</summary>
    public static string Script(Work work)
    {
        var script = new StringBuilder();
        script.Append(CultureInfo.InvariantCulture, $"wrk.method = \"{work.Method}\"\n");
        foreach (var (name, value) in work.Headers)
        {
            script.Append(CultureInfo.InvariantCulture, $"wrk.headers[\"{name}\"] = [==[{value}]==]\n");
        }

        if (work.BodyLength > 0)
        {
            script.Append(CultureInfo.InvariantCulture, $"wrk.body = string.rep(\"x\", {work.BodyLength})\n");
        }

        return script.Append(Report).ToString();
    }

    /// <summary>The arguments for one run, on one thread: the machine's other cores are the server's.</summary>
    public static IEnumerable<string> Arguments(Endpoint endpoint, int connections, TimeSpan duration, string script) =>
    [
        "-t1",
        string.Create(CultureInfo.InvariantCulture, $"-c{connections}"),
        string.Create(CultureInfo.InvariantCulture, $"-d{duration.TotalSeconds:F0}s"),
        "--timeout", "10s",
        "-s", script,
        $"http://{endpoint}/",
    ];
}
