using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using ZiBai.Benchmarks.Servers;

namespace ZiBai.Benchmarks.Load;

/// <summary>
/// A client that keeps a number of connections busy with <c>GET /</c>, over TCP or a Unix socket. It costs more of the machine than wrk does, so its
/// requests a second are for comparison with its own alone.
/// </summary>
internal static class OwnClient
{
    private static readonly byte[] _request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray();

    /// <summary>Runs, and prints the report.</summary>
    public static async Task RunAsync(Endpoint endpoint, int connections, TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var runs = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => KeepBusyAsync(endpoint, end))));
        var elapsed = Stopwatch.GetElapsedTime(start);
        var times = runs.SelectMany(static run => run.Times).Order().ToList();
        var errors = runs.Select(static run => run.Error).OfType<string>().CountBy(static kind => kind)
            .ToDictionary(static kind => kind.Key, static kind => (long)kind.Value);
        Console.WriteLine(new ClientReport(times.Count, elapsed, Percentile(times, 50), Percentile(times, 99), errors).ToLine());
    }

    /// <summary>The time that so many of a hundred took at most; zero if there are none.</summary>
    /// <param name="ordered">Times in the stopwatch's ticks, the shortest first.</param>
    /// <param name="percent">More than 0, at most 100.</param>
    internal static TimeSpan Percentile(IReadOnlyList<long> ordered, int percent) =>
        ordered.Count == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(0, ordered[(int)Math.Ceiling(ordered.Count * percent / 100.0) - 1]);

    /// <summary>The whole length of the response that begins a buffer; null while its head is not whole.</summary>
    /// <exception cref="InvalidDataException">It is no 200 with a Content-Length.</exception>
    internal static int? ResponseLength(ReadOnlySpan<byte> received)
    {
        var head = received.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return null;
        }

        var field = received[..head].IndexOf("\r\nContent-Length: "u8);
        return received.StartsWith("HTTP/1.1 200 "u8)
            && field >= 0
            && Utf8Parser.TryParse(received[(field + "\r\nContent-Length: "u8.Length)..head], out int length, out _)
                ? head + 4 + length
                : throw new InvalidDataException("The response is no 200 with a Content-Length.");
    }

    /// <summary>One request on a connection, to the end of its response.</summary>
    /// <exception cref="InvalidDataException">The response is no 200 with a Content-Length.</exception>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    /// <exception cref="SocketException">The connection broke.</exception>
    public static async ValueTask ExchangeAsync(Socket socket, byte[] buffer, CancellationToken cancellationToken)
    {
        await socket.SendAsync(_request, cancellationToken);
        var received = 0;
        while (ResponseLength(buffer.AsSpan(0, received)) is not { } length || received < length)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(received), cancellationToken);
            received += read > 0 ? read : throw new EndOfStreamException("The server closed the connection.");
        }
    }

    /// <summary>One connection's times, in the stopwatch's ticks, and the kind of the error that ended it.</summary>
    private static async Task<(List<long> Times, string? Error)> KeepBusyAsync(Endpoint endpoint, long end)
    {
        var times = new List<long>();
        var buffer = new byte[4096];
        using var socket = endpoint.NewSocket();
        var isConnected = false;
        try
        {
            await socket.ConnectAsync(endpoint.Address);
            isConnected = true;
            while (Stopwatch.GetTimestamp() is var start && start < end)
            {
                await ExchangeAsync(socket, buffer, CancellationToken.None);
                times.Add(Stopwatch.GetTimestamp() - start);
            }

            return (times, null);
        }
        catch (Exception broken) when (broken is SocketException or EndOfStreamException)
        {
            return (times, isConnected ? "read" : "connect");
        }
        catch (InvalidDataException)
        {
            return (times, "status");
        }
    }
}
