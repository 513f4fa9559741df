using System.Globalization;

namespace ZiBai.Process.Tests.Supervision;

public sealed class DeathTests : IDisposable
{
    /// <summary>Seconds. As short as a worker that only waits for its turn on a busy machine is never silent for.</summary>
    private const string PingTimeout = "8";

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task KilledWorkerIsReplacedAndNoConnectionIsRefusedMeanwhile()
    {
        // The only one, so that nobody else can take the connection.
        await using var server = await Supervised.StartAsync("probe:Pid", "-p 1");
        var (worker, mark) = (Assert.Single(server.Serving), server.Mark);

        SystemProcess.Signal(worker, ChildSignal.Kill);
        await server.LineAsync($@"ERROR Worker 1 \(pid {worker}\) died: it was ended by signal 9; replacing it$", mark);
        await using var client = await RawConnection.ConnectAsync(server.Address, Timeouts.ProcessStart);
        var response = await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n");

        Assert.Equal((200, $"{await server.NextServingAsync(mark)}"), (response.StatusCode, response.BodyText));
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task KilledWorkerLosesTheRequestsInsideItAlone()
    {
        await using var server = await Supervised.StartAsync("probe:Hold", "-p 2");
        await using var held = await Held.InEachWorkerAsync(server);
        var (killed, other, mark) = (server.Serving[0], server.Serving[1], server.Mark);

        SystemProcess.Signal(killed, ChildSignal.Kill);
        foreach (var connection in held.In(killed))
        {
            await Assert.ThrowsAsync<ConnectionEndedException>(() => connection.ReadResponseAsync());
        }

        await held.FinishAsync(other);
        Assert.Equal([other, await server.NextServingAsync(mark)], server.Serving);
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task WorkerThatDiesAgainBeforeItIsReadyIsTriedEverMoreSeldom()
    {
        var orders = _folder.File("orders");
        await using var server = await Supervised.StartAsync(
            "probe:Pid", "-p 2 --before-serve probe:BeforeServeByOrders", new Dictionary<string, string?> { ["PROBE_ORDERS"] = orders });
        var (killed, other, mark) = (server.Serving[0], server.Serving[1], server.Mark);

        await File.WriteAllTextAsync(orders, "die");
        SystemProcess.Signal(killed, ChildSignal.Kill);
        foreach (var seconds in new[] { "0.1", "0.2", "0.4", "0.8" })
        {
            mark = await server.LineAsync("ERROR Worker [12] could not start: it was ended by signal 9 before it was ready; the next try is in ", mark);
            Assert.EndsWith($" in {seconds} s", mark.Text, StringComparison.Ordinal);
            Assert.Equal($"{other}", (await server.GetAsync()).BodyText);
        }

        File.Delete(orders);
        Assert.Equal([other, await server.NextServingAsync(mark)], server.Serving);
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task HungWorkerIsKilledAndReplaced()
    {
        await using var server = await Supervised.StartAsync("probe:Pid", $"-p 1 --ping-timeout {PingTimeout}");
        var (hung, mark) = (Assert.Single(server.Serving), server.Mark);

        SystemProcess.Signal(hung, ChildSignal.Stop);

        await server.LineAsync(
            $@"WARNING Worker 1 \(pid {hung}\) was silent for {PingTimeout} s, --ping-timeout; killing and replacing it$", mark);
        await server.LineAsync($@"\(pid {hung}\) has left: it was ended by signal 9$", mark);
        await server.NextServingAsync(mark);
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task WorkerWhoseThreadPoolDoesNothingMoreIsHung()
    {
        await using var server = await Supervised.StartAsync("probe:Starve", $"-p 1 --ping-timeout {PingTimeout}");
        var (hung, mark) = (Assert.Single(server.Serving), server.Mark);

        await using var client = await RawConnection.ConnectAsync(server.Address);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n");

        await server.LineAsync(
            $@"WARNING Worker 1 \(pid {hung}\) was silent for {PingTimeout} s, --ping-timeout; killing and replacing it$", mark);
        await server.NextServingAsync(mark);
        Assert.Equal(0, await server.EndAsync());
    }

    [Theory]
    [InlineData("--max-request-jitter 0", 20, 20)]
    [InlineData("", 20, 22)]
    [InlineData("--max-request-jitter 10", 20, 30)]
    public async Task WorkerThatHasServedItsShareIsReplacedFirstAndDrainedThen(string jitter, int least, int most)
    {
        await using var server = await Supervised.StartAsync("probe:Pid", $"-p 1 --max-request-pre-process 20 {jitter}");
        var (worker, mark) = (Assert.Single(server.Serving), server.Mark);
        var line = server.LineAsync($@"INFO Worker 1 \(pid {worker}\) has served [0-9]+ requests, as many as .* allows: replacing it$", mark);

        await using var client = await RawConnection.ConnectAsync(server.Address);
        RawResponse response;
        do
        {
            response = await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
            Assert.Equal((200, $"{worker}"), (response.StatusCode, response.BodyText));
        }
        while (response.Header("Connection") is null);

        Assert.Equal("close", response.Header("Connection"));
        Assert.InRange(int.Parse((await line).Text.Split(" has served ")[1].Split(' ')[0], CultureInfo.InvariantCulture), least, most);
        var serves = await server.LineAsync(" serves, ", mark);
        var left = await server.LineAsync($@"\(pid {worker}\) has left: it exited with code 0$", mark);
        Assert.True(serves.Index < left.Index, server.ToString());
        Assert.Equal([Supervised.PidIn(serves)], server.Serving);
        Assert.Equal(0, await server.EndAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WorkersWhoseSupervisorWasKilledDrainAndExitAndTheAddressIsFree(bool unix)
    {
        const string Hooks = "--before-graceful-exit probe:SayingBeforeGracefulExit --before-died probe:SayingBeforeDied";
        var socket = $"-l unix:{_folder.Socket("a.sock")}";
        await using var server = await Supervised.StartAsync("probe:Hold", $"-p 2 --graceful-exit-timeout 1000 {Hooks} {(unix ? socket : "")}");
        await using var held = await Held.InEachWorkerAsync(server);
        var (workers, mark) = (server.Serving, server.Mark);

        server.Tool.Signal(ChildSignal.Kill);
        foreach (var worker in workers)
        {
            await server.LineAsync($"^before_graceful_exit in {worker}$", mark);
        }

        await held.FinishAllAsync();

        // Its output ends when the last of them has.
        Assert.Equal(137, await server.Tool.WaitForExitAsync());
        Assert.All(workers, worker => Assert.Matches($"(?m)^before_died in {worker}$", server.Tool.Stderr));

        await using var next = await Supervised.StartAsync("probe:Pid", $"-p 2 {(unix ? socket : "-l " + server.Address.Replace("http://", "", StringComparison.Ordinal))}");
        Assert.Equal(server.Address, next.Address);
        Assert.Equal(200, (await next.GetAsync()).StatusCode);
        Assert.Equal(0, await next.EndAsync());
    }

    [Fact]
    public async Task WorkersThatStillStartWhenTheirSupervisorIsKilledExit()
    {
        await File.WriteAllTextAsync(_folder.File("orders"), "wait");
        await using var server = Supervised.Start(
            "probe:Pid", "-p 2 --before-serve probe:BeforeServeByOrders", new Dictionary<string, string?> { ["PROBE_ORDERS"] = _folder.File("orders") });
        await server.LineAsync("^waiting in ", await server.LineAsync("^waiting in "));

        server.Tool.Signal(ChildSignal.Kill);

        Assert.Equal(137, await server.Tool.WaitForExitAsync());
    }

    public void Dispose() => _folder.Dispose();
}
