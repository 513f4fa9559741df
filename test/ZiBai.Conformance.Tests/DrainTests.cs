using System.Diagnostics;
using System.Net.Sockets;

namespace ZiBai.Conformance.Tests;

/// <summary>A graceful exit loses nothing that was sent: RFC 9112 section 9.6, and the design's "One worker".</summary>
/// <remarks>The direct door alone: a pipeline belongs to a host, which stops in Kestrel's own way.</remarks>
public sealed class DrainTests
{
    private static readonly string _closing = $"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n{Apps.Own}\r\nok";

    private static readonly WsgiApp _ok = Apps.Array("200 OK", [], "ok");

    /// <summary>A graceful exit "closes silent ones after a second" (README.md, "Signals"), in order.</summary>
    [Theory]
    [Networks(DirectOnly = true)]
    public async Task AnIdleConnectionIsClosedAfterTheLinger(Door door, Network network)
    {
        await using var served = await ServedApp.StartAsync(door, _ok, network: network);
        await using var used = await served.ConnectAsync();
        await using var fresh = await served.ConnectAsync();
        await used.RequestAsync(Apps.Get);
        await fresh.RequestAsync(Apps.Get);

        var watch = Stopwatch.StartNew();
        served.Stop();

        Assert.Equal(ConnectionEnd.Closed, await used.WaitForEndAsync());
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(5));
        Assert.Equal(ConnectionEnd.Closed, await fresh.WaitForEndAsync());
        await served.Serving.WaitAsync(Timeouts.Default);
        Assert.Empty(served.Complaints);
    }

    /// <summary>
    /// A graceful exit "closes silent ones" (README.md, "Signals"): one on which nothing was sent yet is no reason to wait longer.
    /// </summary>
    [Theory]
    [Networks(DirectOnly = true)]
    public async Task AConnectionThatNeverSentIsClosedToo(Door door, Network network)
    {
        await using var served = await ServedApp.StartAsync(door, _ok, network: network);
        await using var silent = await served.ConnectAsync();
        await served.RequestAsync(Apps.Get);

        await served.StopAsync();

        Assert.Equal(ConnectionEnd.Closed, await silent.WaitForEndAsync());
    }

    /// <summary>
    /// A graceful exit "answers what still arrives on open connections with Connection: close" (README.md, "Signals"; RFC 9112
    /// section 9.6).
    /// </summary>
    [Theory]
    [Forms(DirectOnly = true)]
    public async Task ARequestWithinTheLingerIsAnsweredWithClose(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(
            door, Apps.Generator("200 OK", [("Content-Length", "2")], "ok"), form);
        await using var used = await served.ConnectAsync();
        await used.RequestAsync(Apps.Get);
        await using var fresh = await served.ConnectAsync();
        served.Stop();
        await served.Draining;

        await used.SendAsync(Apps.Get);
        await fresh.SendAsync(Apps.Get);

        Assert.Equal(_closing, Wire.Masked(await used.ReadToEndAsync()));
        Assert.Equal(_closing, Wire.Masked(await fresh.ReadToEndAsync()));
    }

    /// <summary>"With Connection: close" (README.md, "Signals"): the server's own 500 ends its connection too.</summary>
    [Theory]
    [Forms(DirectOnly = true)]
    public async Task AFailureWhileDrainingIsAnsweredWithClose(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, (_, _) => throw new InvalidOperationException("failed"), form);
        await using var connection = await served.ConnectAsync();
        await connection.RequestAsync(Apps.Get);
        served.Stop();
        await served.Draining;

        Assert.Equal("close", (await connection.RequestAsync(Apps.Get)).Header("Connection"));
        Assert.Equal(ConnectionEnd.Closed, await connection.WaitForEndAsync());
    }

    /// <summary>
    /// "Answers what still arrives" (README.md, "Signals"): a request of which only a part has arrived is waited for.
    /// </summary>
    [Theory]
    [Forms(DirectOnly = true)]
    public async Task AHalfSentRequestIsAnswered(Door door, AppForm form)
    {
        await using var served = await Apps.ServeEchoAsync(door, form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nha");
        await connection.ReadUntilAsync("2\r\nha\r\n");
        served.Stop();
        await served.Draining;

        await connection.SendAsync("lf");

        Assert.Equal("2\r\nlf\r\n0\r\n\r\n", Wire.Text(await connection.ReadToEndAsync()));
        await served.Serving.WaitAsync(Timeouts.Default);
        Assert.Empty(served.Complaints);
    }

    /// <summary>
    /// "It stops accepting" (README.md, "Signals"): a request in progress finishes, streaming on; new connections are refused.
    /// </summary>
    [Theory]
    [Forms(DirectOnly = true)]
    public async Task ARequestInProgressFinishesAndNewConnectionsAreRefused(Door door, AppForm form)
    {
        var refused = new Gate();

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            yield return Wire.Bytes("begun");
            refused.Block();
            yield return Wire.Bytes("finished");
        }

        await using var served = await ServedApp.StartAsync(door, App, form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Apps.Get);
        await connection.ReadUntilAsync("5\r\nbegun\r\n");
        served.Stop();

        await ConnectUntilRefusedAsync(served);
        Assert.False(served.Serving.IsCompleted);
        refused.Open();

        Assert.Equal("8\r\nfinished\r\n0\r\n\r\n", Wire.Text(await connection.ReadToEndAsync()));
        await served.Serving.WaitAsync(Timeouts.Default);
        Assert.Empty(served.Complaints);
    }

    /// <summary>"Aborts what is left after --graceful-exit-timeout" (README.md, "Signals"), and the server ends.</summary>
    [Theory]
    [Forms(DirectOnly = true)]
    public async Task AStuckRequestIsAbortedAfterTheTimeout(Door door, AppForm form)
    {
        var entered = new Gate();
        var release = new Gate();
        await using var served = await ServedApp.StartAsync(
            door,
            (_, startResponse) =>
            {
                entered.Open();
                release.Block();
                startResponse("200 OK", []);
                return [Wire.Bytes("to nobody")];
            },
            form,
            options: new ZiBaiOptions { GracefulExitTimeout = TimeSpan.FromMilliseconds(100) });
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Apps.Get);
        await entered.Opened;

        served.Stop();

        await Assert.ThrowsAsync<ConnectionEndedException>(() => connection.ReadUntilAsync("HTTP/1.1"));
        await served.Serving.WaitAsync(Timeouts.Default);
        Assert.Contains(served.Log.Entries, entry => entry.EventId.Name == "Aborting");

        // The app comes back at last: nobody minds.
        release.Open();
        await served.Log.WaitForAsync(entry => entry.Category == "zibai.access");
        Assert.DoesNotContain(served.Log.Entries, entry => entry.Exception is not null && entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    /// <summary>
    /// "Ends without losing one" (README.md): under load, each request that was sent on an open connection gets its whole response.
    /// </summary>
    [Theory]
    [Forms(1, DirectOnly = true)]
    [Forms(2, DirectOnly = true)]
    [Forms(3, DirectOnly = true)]
    public async Task NothingIsLostUnderLoad(Door door, AppForm form, int round)
    {
        const int Clients = 8;
        using var warm = new CountdownEvent(Clients);
        await using var served = await ServedApp.StartAsync(
            door, round == 2 ? Apps.Generator("200 OK", [], "o", "k") : _ok, form, maxWorkers: 3);
        var clients = Enumerable.Range(0, Clients).Select(_ => Task.Run(() => LoadAsync(served, warm))).ToArray();
        Assert.True(await Task.Run(() => warm.Wait(Timeouts.Default)));

        await served.StopAsync();

        var results = await Task.WhenAll(clients);
        Assert.Equal(0, results.Sum(result => result.Lost));
        Assert.All(results, result => Assert.True(result.Told));
        Assert.Empty(served.Complaints);
    }

    /// <summary>Sends request after request on one connection, until a response says that it is the last.</summary>
    private static async Task<(int Lost, bool Told)> LoadAsync(ServedApp served, CountdownEvent warm)
    {
        await using var connection = await served.ConnectAsync();
        for (var sent = 1; ; sent++)
        {
            try
            {
                var response = await connection.RequestAsync(Apps.Get);
                if (response.BodyText != "ok")
                {
                    return (1, false);
                }

                if (response.Header("Connection") == "close")
                {
                    return (0, true);
                }
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                return (1, false);
            }

            if (sent == 20)
            {
                warm.Signal();
            }
        }
    }

    private static async Task ConnectUntilRefusedAsync(ServedApp served)
    {
        using var timeout = new CancellationTokenSource(Timeouts.Default);
        while (!timeout.IsCancellationRequested)
        {
            try
            {
                await (await served.ConnectAsync()).DisposeAsync();
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                // The one that was in the queue when the listening socket was closed.
            }
        }

        throw new TimeoutException("New connections are still accepted.");
    }
}
