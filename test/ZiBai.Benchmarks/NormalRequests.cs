using System.Diagnostics;
using System.Globalization;
using ZiBai.Benchmarks.Processes;

namespace ZiBai.Benchmarks;

/// <summary>An ordinary client beside an attack: a request every quarter of a second, each on a connection of its own.</summary>
internal static class NormalRequests
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a client waits before it gives up.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <returns>The process's exit code: 1 if a request was not answered.</returns>
    public static async Task<int> RunAsync(int port, ServerProcess server, TimeSpan duration)
    {
        var requests = new List<Task<(TimeSpan Time, string? Failure)>>();
        var (start, mostThreads) = (Stopwatch.GetTimestamp(), 0L);
        using var timer = new PeriodicTimer(_interval);
        while (Stopwatch.GetElapsedTime(start) < duration && await timer.WaitForNextTickAsync())
        {
            requests.Add(TimeAsync(port, requests.Count));
            mostThreads = Math.Max(mostThreads, server.Threads);
        }

        var results = await Task.WhenAll(requests);
        var times = results.Where(static result => result.Failure is null).Select(static result => result.Time).Order().ToList();
        var (median, slowest) = times.Count > 0 ? (times[times.Count / 2], times[^1]) : (default, default);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{times.Count} of {results.Length} normal requests answered, median {median.TotalMilliseconds:F0} ms, "
            + $"slowest {slowest.TotalMilliseconds:F0} ms; server's peak {mostThreads} threads, {server.PeakMegabytes} MB"));
        var reasons = results.Select(static result => result.Failure).OfType<string>().CountBy(static reason => reason);
        foreach (var (reason, count) in reasons.Take(5))
        {
            await Console.Error.WriteLineAsync($"{count} not answered: {reason}");
        }

        return times.Count == results.Length ? 0 : 1;
    }

    /// <summary>How long the answer took; or why none came, or not the right one.</summary>
    private static async Task<(TimeSpan Time, string? Failure)> TimeAsync(int port, int index)
    {
        using var patience = new CancellationTokenSource(_patience);
        using var exchange = new Exchange();
        var start = Stopwatch.GetTimestamp();
        string? failure = null;
        try
        {
            await exchange.ConnectAsync(port, patience.Token);
            await exchange.RequestAsync(index.ToString(CultureInfo.InvariantCulture), patience.Token);
        }
        catch (OperationCanceledException)
        {
            failure = $"nothing came within {_patience.TotalSeconds:F0} s";
        }
        catch (Exception wrong)
        {
            failure = wrong.Message;
        }

        return (Stopwatch.GetElapsedTime(start), failure);
    }
}
