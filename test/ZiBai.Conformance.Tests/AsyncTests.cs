namespace ZiBai.Conformance.Tests;

/// <summary>The asynchronous form: the same contract, with waiting that costs no thread.</summary>
public sealed partial class AsyncTests
{
    /// <summary>
    /// "The cooperative form: ... Waiting costs no thread" (contract.md, Shapes): more requests wait inside the app than a pool would have threads
    /// for within the test's time.
    /// </summary>
    [Theory]
    [Doors]
    public async Task WaitingCostsNoThread(Door door)
    {
        const int Requests = 300;
        var inside = 0;
        var all = new Gate();

        async AsyncChunks App(EnvironMap environ, StartResponse startResponse)
        {
            if (Interlocked.Increment(ref inside) == Requests)
            {
                all.Open();
            }

            await all.Opened;
            startResponse("200 OK", []);
            yield return Wire.Bytes("done");
        }

        await using var served = await ServedApp.StartAsync(door, App, maxWorkers: Requests);
        var connections = await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => served.ConnectAsync()));

        var responses = await Task.WhenAll(connections.Select(connection => connection.RequestAsync(Apps.Get)));

        Assert.All(responses, response => Assert.Equal("done", response.BodyText));
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>
    /// "Each non-empty chunk goes out before the next is asked for (streaming)" (contract.md, start_response and the body): an app's own waits
    /// between chunks hold nothing back.
    /// </summary>
    [Theory]
    [Doors]
    public async Task EachChunkGoesOutBeforeTheAppIsResumed(Door door)
    {
        Gate[] received = [new(), new(), new()];

        async AsyncChunks App(EnvironMap environ, StartResponse startResponse)
        {
            await Task.Yield();
            startResponse("200 OK", []);
            foreach (var gate in received)
            {
                yield return Wire.Bytes("tick");
                await gate.Opened;
            }
        }

        await using var served = await ServedApp.StartAsync(door, App);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Apps.Get);
        foreach (var gate in received)
        {
            await connection.ReadUntilAsync("4\r\ntick\r\n");
            gate.Open();
        }

        Assert.Equal("0\r\n\r\n", Wire.Text(await connection.ReadUntilAsync("0\r\n\r\n")));
    }

    /// <summary>
    /// "An app that throws before headers went out: 500" (contract.md, start_response and the body), also where it throws after its first await.
    /// </summary>
    [Theory]
    [Doors]
    public async Task AFailureAfterAnAwaitIsA500(Door door)
    {
        static async AsyncChunks App(EnvironMap environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            await Task.Yield();
            yield return ((Func<ReadOnlyMemory<byte>>)(() => throw new InvalidOperationException("late")))();
        }

        await using var served = await ServedApp.StartAsync(door, App);

        Assert.Equal(Apps.Failed(door), (await served.RequestAsync(Apps.Get)).Masked());
        Assert.Equal("late", Assert.Single(served.Complaints).Exception!.Message);
    }

    /// <summary>
    /// "zibai.request_aborted ... fires when the client goes away" (contract.md, environ) while the app waits for something else, and the
    /// iterator's finally runs.
    /// </summary>
    [Theory]
    [Doors]
    public async Task TheAppIsToldThatItsClientWentAway(Door door)
    {
        var aborted = new Gate();
        var closed = new Gate();

        async AsyncChunks App(EnvironMap environ, StartResponse startResponse)
        {
            using var registration = ((CancellationToken)environ["zibai.request_aborted"]!).Register(aborted.Open);
            startResponse("200 OK", []);
            try
            {
                yield return Wire.Bytes("first");
                await aborted.Opened;
                yield return Wire.Bytes("to nobody");
            }
            finally
            {
                await Task.Yield();
                closed.Open();
            }
        }

        await using var served = await ServedApp.StartAsync(door, App);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Apps.Get);
        await connection.ReadUntilAsync("first");

        connection.Abort();

        await aborted.Opened;
        await closed.Opened;
    }

    /// <summary>
    /// "zibai.request_aborted ... fires when the client goes away" (contract.md, environ), and stays quiet for a request that is answered in full.
    /// </summary>
    [Theory]
    [Doors]
    public async Task TheTokenOfARequestThatWasAnsweredStaysQuiet(Door door)
    {
        List<CancellationToken> tokens = [];
        await using var served = await ServedApp.StartAsync(door, (environ, startResponse) =>
        {
            tokens.Add((CancellationToken)environ["zibai.request_aborted"]!);
            startResponse("200 OK", []);
            return [];
        });
        await using var connection = await served.ConnectAsync();

        await connection.RequestAsync(Apps.Get);
        await connection.RequestAsync(Apps.Get);

        Assert.All(tokens, token => Assert.False(token.IsCancellationRequested));
        Assert.Equal(2, tokens.Count);
    }
}
