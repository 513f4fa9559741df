using System.Collections.Concurrent;

namespace ZiBai.Conformance.Tests;

/// <summary>PEP 3333, "Thread Support": how many requests are inside the app, and on which threads.</summary>
public sealed partial class ThreadTests
{
    /// <summary>"Requests inside the app at once; more wait their turn" (README.md, --max-workers), and are served.</summary>
    [Theory]
    [Forms(1, 4)]
    [Forms(10, 11)]
    [Forms(3, 40)]
    public async Task NoMoreThanMaxWorkersAreInsideTheApp(Door door, AppForm form, int maxWorkers, int requests)
    {
        var (inside, most, entered) = (0, 0, 0);
        var full = new Gate();
        var more = new Gate();
        using var leave = new SemaphoreSlim(0);

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            var now = Interlocked.Increment(ref inside);
            InterlockedMax(ref most, now);
            var count = Interlocked.Increment(ref entered);
            (count == maxWorkers ? full : count == maxWorkers + 1 ? more : null)?.Open();
            Assert.True(leave.Wait(Timeouts.Default));
            startResponse("200 OK", []);
            yield return Wire.Bytes("served");
            Interlocked.Decrement(ref inside);
        }

        await using var served = await ServedApp.StartAsync(door, App, form, maxWorkers: maxWorkers);
        var responses = Enumerable.Range(0, requests).Select(_ => served.RequestAsync(Apps.Get)).ToArray();
        await full.Opened;
        Assert.False(more.IsOpen);
        leave.Release();
        await more.Opened;
        leave.Release(requests);

        Assert.All(await Task.WhenAll(responses), response => Assert.Equal("served", response.BodyText));
        Assert.Equal((maxWorkers, requests), (most, entered));
    }

    /// <summary>
    /// "The client's slowness holds the app back" (contract.md, start_response and the body), and nobody else: clients that do not read what an app yields
    /// leave the turns to others; the app goes on where it was when they do.
    /// </summary>
    [Theory]
    [Doors(AppForm.Sync)]
    [Doors(AppForm.Async)]
    public async Task SlowReadersDoNotHoldTurns(Door door, AppForm form)
    {
        // More than the sockets' buffers and the server's together could ever take.
        const int Count = 512;
        const int Size = 64 * 1024;
        var block = new byte[Size];

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            for (var made = 0; made < Count && environ["PATH_INFO"] is "/large"; made++)
            {
                yield return block;
            }
        }

        await using var served = await ServedApp.StartAsync(door, App, form, maxWorkers: 2);
        await using var slow = await served.ConnectAsync();
        await using var slowToo = await served.ConnectAsync();
        foreach (var connection in new[] { slow, slowToo })
        {
            await connection.SendAsync("GET /large HTTP/1.0\r\n\r\n");
            await connection.ReadUntilAsync("\r\n\r\n");
        }

        Assert.Equal(200, (await served.RequestAsync(Apps.Get)).StatusCode);
        Assert.Equal(Count * Size, (await slow.ReadToEndAsync()).Length);
        Assert.Equal(Count * Size, (await slowToo.ReadToEndAsync()).Length);
    }

    /// <summary>
    /// wsgi.multithread is false with "--max-workers 1" (contract.md, environ): no other request is called while an app stands at a yield, however slow
    /// its client is.
    /// </summary>
    [Theory]
    [Forms]
    public async Task TheOnlyOneInsideTheAppStaysAloneThere(Door door, AppForm form)
    {
        const int Count = 512;
        const int Size = 64 * 1024;
        var block = new byte[Size];
        ConcurrentQueue<string> seen = [];

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            Assert.Equal(false, environ["wsgi.multithread"]);
            var path = (string)environ["PATH_INFO"]!;
            seen.Enqueue("begin " + path);
            startResponse("200 OK", []);
            for (var made = 0; made < Count && path is "/large"; made++)
            {
                yield return block;
            }

            seen.Enqueue("end " + path);
        }

        await using var served = await ServedApp.StartAsync(door, App, form, maxWorkers: 1);
        await using var slow = await served.ConnectAsync();
        await slow.SendAsync("GET /large HTTP/1.0\r\n\r\n");
        await slow.ReadUntilAsync("\r\n\r\n");
        var other = served.RequestAsync(Apps.Get);
        await served.Log.WaitForAsync(static entry => entry.EventId.Name == "Waiting");

        Assert.Equal(Count * Size, (await slow.ReadToEndAsync()).Length);
        Assert.Equal(200, (await other).StatusCode);
        Assert.Equal(["begin /large", "end /large", "begin /", "end /"], seen);
    }

    /// <summary>
    /// "Run synchronous apps on threads of their own" (README.md, --no-gevent): a request is served from beginning to end on one of exactly --max-
    /// workers threads, which have names.
    /// </summary>
    [Theory]
    [Doors]
    public async Task DedicatedThreadsAreNamedAndKeepTheirRequest(Door door)
    {
        const int Threads = 4;
        ConcurrentBag<(string? Call, string? Chunk, string? Close)> seen = [];
        using var together = new CountdownEvent(Threads);

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            var call = Thread.CurrentThread.Name;
            string? chunk = null;
            startResponse("200 OK", []);
            try
            {
                for (var i = 0; i < 64; i++)
                {
                    yield return new byte[64 * 1024];
                }

                together.Signal();
                Assert.True(together.Wait(Timeouts.Default));
                chunk = Thread.CurrentThread.Name;
            }
            finally
            {
                seen.Add((call, chunk, Thread.CurrentThread.Name));
            }
        }

        await using var served = await ServedApp.StartAsync(door, App, AppForm.NoGevent, maxWorkers: Threads);

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => served.RequestAsync(Apps.Get)));
        await served.StopAsync();

        Assert.All(seen, one => Assert.Equal((one.Call, one.Call), (one.Chunk, one.Close)));
        Assert.Equal(["zibai-app-1", "zibai-app-2", "zibai-app-3", "zibai-app-4"], seen.Select(one => one.Call).Order());
        Assert.Empty(served.Complaints);
    }

    /// <summary>
    /// "Threads of their own" (README.md, --no-gevent): a thread-local is there for the thread's next request, as in any thread-per-request server.
    /// </summary>
    [Theory]
    [Doors]
    public async Task DedicatedThreadsServeRequestAfterRequest(Door door)
    {
        using var counts = new ThreadLocal<int>();
        await using var served = await ServedApp.StartAsync(
            door,
            (_, startResponse) =>
            {
                counts.Value++;
                startResponse("200 OK", []);
                return [Wire.Bytes($"{counts.Value}")];
            },
            AppForm.NoGevent,
            maxWorkers: 1);
        await using var connection = await served.ConnectAsync();

        for (var i = 1; i <= 5; i++)
        {
            Assert.Equal($"{i}", (await connection.RequestAsync(Apps.Get)).BodyText);
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
