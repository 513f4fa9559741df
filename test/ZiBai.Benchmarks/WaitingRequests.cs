using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using ZiBai.Benchmarks.Processes;

namespace ZiBai.Benchmarks;

/// <summary>Sends many requests at once, each on a connection of its own, to an app that takes a second for each.</summary>
internal static class WaitingRequests
{
    /// <summary>
    /// Connections being opened at once. All of them together would overrun the queue of a listening socket (Linux: net.core.somaxconn), and
    /// who is turned away there tries again after a second.
    /// </summary>
    private const int OpenedAtOnce = 64;

    /// <summary>How long all may take before the rest counts as lost: far longer than it is hoped to.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <summary>The time that the app takes for each.</summary>
    private static readonly TimeSpan _wait = TimeSpan.FromSeconds(1);

    /// <returns>The process's exit code: 1 if a response was missing or wrong.</returns>
    public static async Task<int> RunAsync(int port, ServerProcess server, int requests)
    {
        using var patience = new CancellationTokenSource(_patience);
        var exchanges = Enumerable.Range(0, requests).Select(static _ => new Exchange()).ToArray();
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            exchanges,
            new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = patience.Token },
            async (exchange, token) =>
            {
                try
                {
                    await exchange.ConnectAsync(port, token);
                }
                catch (SocketException)
                {
                    // Its request finds no connection, and counts as lost.
                }
            });
        var opening = Stopwatch.GetElapsedTime(start);

        start = Stopwatch.GetTimestamp();
        var failures = await Task.WhenAll(exchanges.Select((exchange, index) => FailureAsync(exchange, index, patience.Token)));
        var answering = Stopwatch.GetElapsedTime(start);

        var reasons = failures.OfType<string>().CountBy(static reason => reason).OrderByDescending(static reason => reason.Value).ToList();
        var lost = reasons.Sum(static reason => reason.Value);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{requests} connections opened in {opening.TotalSeconds:F2} s; {requests} requests, {lost} lost, {answering.TotalSeconds:F2} s "
            + $"from the first byte sent to the last response; server's peak {server.PeakMegabytes} MB"));
        foreach (var (reason, count) in reasons.Take(5))
        {
            await Console.Error.WriteLineAsync($"{count} lost: {reason}");
        }

        return lost == 0 ? 0 : 1;
    }

    /// <summary>Why there was no response, or not the right one; null if it came.</summary>
    private static async Task<string?> FailureAsync(Exchange exchange, int index, CancellationToken patience)
    {
        using (exchange)
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                await exchange.RequestAsync(index.ToString(CultureInfo.InvariantCulture), patience);
                return Stopwatch.GetElapsedTime(start) >= _wait ? null : "The response came before its time.";
            }
            catch (Exception failure)
            {
                return failure.Message;
            }
        }
    }
}
