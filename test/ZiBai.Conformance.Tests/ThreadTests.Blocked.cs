namespace ZiBai.Conformance.Tests;

public sealed partial class ThreadTests
{
    /// <summary>Many more than the pool would make threads for in the time that the tests wait.</summary>
    private const int Many = 80;

    /// <summary>
    /// Apps that block hold their own turns and nothing else (contract.md, Shapes: "may be called from several threads at once"; PEP 3333, "Thread
    /// Support"): with all turns taken, and more requests waiting for one, the server accepts, refuses what is malformed, ends slow and idle
    /// connections, and takes other requests' bytes. Whatever it is that blocks: the app's own code, a read or a write.
    /// </summary>
    [Theory]
    [Doors(AppForm.Sync, "waits")]
    [Doors(AppForm.Sync, "reads")]
    [Doors(AppForm.Sync, "writes")]
    [Doors(AppForm.Sync, "yields")]
    [Doors(AppForm.NoGevent, "waits")]
    [Doors(AppForm.NoGevent, "reads")]
    [Doors(AppForm.NoGevent, "writes")]
    [Doors(AppForm.NoGevent, "yields")]
    public async Task BlockedAppsDoNotBlockTheServer(Door door, AppForm form, string blockedBy)
    {
        using var blocking = new Blocking(blockedBy, Many);
        await using var served = await ServedApp.StartAsync(
            door, blocking.App, form, maxWorkers: Many, options: new ZiBaiOptions { SocketTimeout = TimeSpan.FromSeconds(1) });
        await using var idle = await served.ConnectAsync();
        await idle.RequestAsync("GET /free HTTP/1.1\r\nHost: h\r\n\r\n");
        var blocked = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => served.ConnectAsync()));
        await Task.WhenAll(blocked.Select(connection => connection.SendAsync("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbo")));
        await blocking.Full;
        await using var slow = await served.ConnectAsync();
        await slow.SendAsync("GET / HTTP/1.1\r\nHost:");
        await using var waiting = await served.ConnectAsync();
        await waiting.SendAsync("POST /free HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbo");

        // What is malformed needs no turn, and gets its answer at once.
        Assert.All(
            await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => served.ReadToEndAsync("nonsense\r\n\r\n"))),
            answer => Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal));
        Assert.StartsWith("HTTP/1.1 408 ", Wire.Text(await slow.ReadToEndAsync()), StringComparison.Ordinal);
        Assert.Equal(ConnectionEnd.Closed, await idle.WaitForEndAsync());
        Assert.Equal(Many, blocking.Inside);

        // Now the apps are let go, or their clients break off, and the one that waited has its turn.
        await waiting.SendAsync("dy");
        blocking.Release.Set();
        foreach (var connection in blocked)
        {
            if (blockedBy == "waits")
            {
                Assert.Equal(200, (await connection.ReadResponseAsync()).StatusCode);
            }

            connection.Abort();
            await connection.DisposeAsync();
        }

        Assert.Equal("free", (await waiting.ReadResponseAsync()).BodyText);
        await served.StopAsync();
        Assert.Empty(served.Complaints);
    }

    /// <summary>
    /// Each server of a program has threads of its own for its blocked apps (PEP 3333, "Thread Support"): two together, all of whose turns are taken,
    /// answer what needs none.
    /// </summary>
    [Theory]
    [Doors]
    public async Task TwoServersOfOneProcessDoNotShareTheirTurns(Door door)
    {
        using var one = new Blocking("waits", Many);
        using var two = new Blocking("waits", Many);
        await using var first = await ServedApp.StartAsync(door, one.App, maxWorkers: Many);
        await using var second = await ServedApp.StartAsync(door, two.App, maxWorkers: Many);
        var blocked = Enumerable.Range(0, Many)
            .SelectMany(_ => new[] { first.RequestAsync(Apps.Get), second.RequestAsync(Apps.Get) })
            .ToArray();
        await one.Full;
        await two.Full;

        foreach (var served in new[] { first, second })
        {
            Assert.StartsWith("HTTP/1.1 400 ", await served.ReadToEndAsync("nonsense\r\n\r\n"), StringComparison.Ordinal);
        }

        one.Release.Set();
        two.Release.Set();
        Assert.All(await Task.WhenAll(blocked), response => Assert.Equal(200, response.StatusCode));
    }

    /// <summary>An app that blocks until it is let go, in one of the ways there are.</summary>
    private sealed class Blocking(string by, int most) : IDisposable
    {
        private readonly Gate _full = new();
        private int _inside;

        /// <summary>A wait that the pool does not see, unlike that for a task: it makes no thread for it.</summary>
        public ManualResetEventSlim Release { get; } = new();

        public Task Full => _full.Opened;

        public void Dispose() => Release.Dispose();

        public int Inside => Volatile.Read(ref _inside);

        public Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            var write = startResponse("200 OK", []);
            if (environ["PATH_INFO"] is "/free")
            {
                ((Stream)environ["wsgi.input"]!).CopyTo(Stream.Null);
                return [Wire.Bytes("free")];
            }

            if (Interlocked.Increment(ref _inside) == most)
            {
                _full.Open();
            }

            switch (by)
            {
                case "reads":
                    ((InputStream)environ["wsgi.input"]!).ReadExactly(new byte[4]);
                    break;
                case "writes":
                    // More than sockets and server hold, to a client that does not read until the end.
                    for (var i = 0; i < 160; i++)
                    {
                        write(new byte[64 * 1024]);
                    }

                    break;
                case "yields":
                    return Enumerable.Repeat((ReadOnlyMemory<byte>)new byte[64 * 1024], 160);
                default:
                    Assert.True(Release.Wait(Timeouts.Default + Timeouts.Default));
                    break;
            }

            return [];
        }
    }
}
