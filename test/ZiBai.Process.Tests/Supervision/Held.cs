namespace ZiBai.Process.Tests.Supervision;

/// <summary>Requests that are inside the probe app's <c>Hold</c>, at least one in each worker, until they are let go.</summary>
internal sealed class Held : IAsyncDisposable
{
    /// <summary>Connections after which it is a failure that some worker still has none: the system spreads them over the workers as it likes.</summary>
    private const int Most = 200;

    private readonly List<(int Pid, RawConnection Connection)> _requests = [];

    private Held()
    {
    }

    /// <summary>The workers that hold requests, one for each request.</summary>
    public IReadOnlyList<int> Pids => [.. _requests.Select(static request => request.Pid)];

    public static async Task<Held> InEachWorkerAsync(Supervised server)
    {
        var held = new Held();
        var workers = server.Serving;
        while (workers.Except(held.Pids).Any())
        {
            Assert.True(held._requests.Count < Most, $"After {Most} connections one of {string.Join(", ", workers)} has none.");
            await held.AddAsync(server);
        }

        return held;
    }

    /// <summary>The requests that a worker holds.</summary>
    public IEnumerable<RawConnection> In(int pid) => _requests.Where(request => request.Pid == pid).Select(static request => request.Connection);

    /// <summary>Lets a worker's requests go on, and checks that each is answered whole, by that worker.</summary>
    public async Task FinishAsync(int pid)
    {
        foreach (var connection in In(pid))
        {
            await connection.SendAsync("body");
            var response = await connection.ReadResponseAsync();
            Assert.Equal((200, $"{pid}"), (response.StatusCode, response.BodyText));
        }
    }

    public async Task FinishAllAsync()
    {
        foreach (var pid in Pids.Distinct())
        {
            await FinishAsync(pid);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, connection) in _requests)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task AddAsync(Supervised server)
    {
        var mark = server.Mark;
        var connection = await RawConnection.ConnectAsync(server.Address);
        await connection.SendAsync("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\n");
        var line = await server.LineAsync("^holding in [0-9]+$", mark);
        _requests.Add((int.Parse(line.Text.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture), connection));
    }
}
