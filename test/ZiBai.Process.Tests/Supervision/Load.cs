using System.Text;
using ZiBai.Process.Tests.Stopping;

namespace ZiBai.Process.Tests.Supervision;

/// <summary>
/// A constant load on the mirror of the probe app: 16 clients that keep their connections, and some that make a new one for each request. GETs, and POSTs of
/// 16 KiB, each unlike the others and each answer compared whole.
/// </summary>
internal sealed class Load : IDisposable
{
    private const int KeptAlive = 16;
    private const int Fresh = 4;
    private const int PostLength = 16 * 1024;

    /// <summary>Answers of each client after which the load is on, or has outlived what it is to outlive.</summary>
    private const int Enough = 20;

    private readonly CancellationTokenSource _stop = new();
    private readonly KeepAliveClient[] _clients;
    private readonly Task[] _running;

    private Load(string address)
    {
        _clients =
        [
            .. Enumerable.Range(0, KeptAlive).Select(client => new KeepAliveClient(address, number => Request(client, number, isFresh: false))),
            .. Enumerable.Range(KeptAlive, Fresh).Select(client => new KeepAliveClient(address, number => Request(client, number, isFresh: true), isFresh: true)),
        ];
        _running = [.. _clients.Select(client => Task.Run(() => client.RunAsync(_stop.Token)))];
    }

    /// <summary>Requests answered whole.</summary>
    public int Answered => _clients.Sum(static client => client.Answered);

    /// <summary>Starts, and waits until all clients are busy.</summary>
    /// <param name="address">Where to connect.</param>
    public static async Task<Load> StartAsync(string address)
    {
        var load = new Load(address);
        await load.GoOnAsync();
        return load;
    }

    /// <summary>Waits until each client has had a number of further answers.</summary>
    public Task GoOnAsync() => Task.WhenAll(_clients.Select(static client => client.ReachAsync(client.Answered + Enough))).WaitAsync(Timeouts.ProcessStart);

    /// <summary>Waits until so many requests more have been answered.</summary>
    public async Task AnswerAsync(int more)
    {
        var each = more / _clients.Length + 1;
        await Task.WhenAll(_clients.Select(client => client.ReachAsync(client.Answered + each))).WaitAsync(Timeouts.ProcessStart);
    }

    /// <summary>Goes on for a while, then stops.</summary>
    /// <returns>What was lost.</returns>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        await GoOnAsync();
        await _stop.CancelAsync();
        await Task.WhenAll(_running).WaitAsync(Timeouts.ProcessStart);
        return [.. _clients.SelectMany(static client => client.Lost)];
    }

    /// <summary>Ends the clients of a test that has failed.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private static LoadRequest Request(int client, int number, bool isFresh)
    {
        var path = $"/{client}/{number}";
        var end = isFresh ? "Connection: close\r\n\r\n" : "\r\n";
        if (number % 2 == 0)
        {
            return new LoadRequest(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: test\r\n{end}"), Encoding.ASCII.GetBytes($"GET {path}\n"));
        }

        var body = new byte[PostLength];
        body.AsSpan().Fill((byte)(client + number));
        return new LoadRequest(
            (byte[])[.. Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: test\r\nContent-Length: {PostLength}\r\n{end}"), .. body],
            [.. Encoding.ASCII.GetBytes($"POST {path}\n"), .. body]);
    }
}
