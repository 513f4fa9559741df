namespace ZiBai.Conformance.Tests;

/// <summary>PEP 3333, "Specification Details": what the app returned is closed exactly once, however the response ends.</summary>
public sealed class CloseTests
{
    /// <summary>
    /// "What the app returned is disposed ... exactly once, on success, on error, and when the client went away" (contract.md, start_response and
    /// the body): on success.
    /// </summary>
    [Theory]
    [Forms("GET", 0)]
    [Forms("GET", 1)]
    [Forms("GET", 3)]
    [Forms("HEAD", 3)]
    public async Task ABodyIsDisposedOnceOnSuccess(Door door, AppForm form, string method, int chunks)
    {
        var body = new Body(chunks);
        await using var served = await ServedApp.StartAsync(door, body.App, form);

        var response = await served.RequestAsync($"{method} / HTTP/1.1\r\nHost: h\r\n\r\n");
        await body.Disposed.Opened;
        await served.StopAsync();

        Assert.Equal(200, response.StatusCode);
        Assert.Equal(1, body.Disposals);
        Assert.Empty(served.Complaints);
    }

    /// <summary>
    /// "Disposed ... exactly once, on success, on error" (contract.md, start_response and the body): on error, before and after the headers.
    /// </summary>
    [Theory]
    [Forms(0)]
    [Forms(2)]
    public async Task ABodyIsDisposedOnceWhenItFails(Door door, AppForm form, int chunks)
    {
        var body = new Body(chunks) { Failure = new InvalidOperationException("failed") };
        await using var served = await ServedApp.StartAsync(door, body.App, form);
        await using var connection = await served.ConnectAsync();

        await connection.SendAsync(Apps.Get);
        await body.Disposed.Opened;
        connection.Abort();
        await served.StopAsync();

        Assert.Equal(1, body.Disposals);
        Assert.Equal(["failed"], served.Complaints.Select(entry => entry.Exception?.Message));
    }

    /// <summary>
    /// "An app that never called startResponse ...: the same 500" (contract.md, start_response and the body), and what it returned is closed all
    /// the same.
    /// </summary>
    [Theory]
    [Forms(0)]
    [Forms(1)]
    [Forms(2)]
    public async Task ABodyIsDisposedOnceWhenStartResponseWasNotCalled(Door door, AppForm form, int chunks)
    {
        var body = new Body(chunks) { Starts = false };
        await using var served = await ServedApp.StartAsync(door, body.App, form);

        Assert.Equal(Apps.Failed(door), (await served.RequestAsync(Apps.Get)).Masked());
        Assert.Equal(1, body.Disposals);
    }

    /// <summary>
    /// "A client that has gone stops the iteration" (contract.md, start_response and the body); it is no fault of the app's, and nothing is said
    /// above Debug.
    /// </summary>
    [Theory]
    [Forms]
    public async Task ABodyIsDisposedOnceWhenTheClientGoesAway(Door door, AppForm form)
    {
        var body = new Body(int.MaxValue);
        await using var served = await ServedApp.StartAsync(door, body.App, form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Apps.Get);
        await connection.ReadUntilAsync("chunk 1;");

        connection.Abort();
        await body.Disposed.Opened;
        await served.StopAsync();

        Assert.Equal(1, body.Disposals);
        Assert.Empty(served.Complaints);
    }

    /// <summary>
    /// "A client that has gone stops the iteration" (contract.md, start_response and the body), also where it goes while the app is at work on the
    /// next chunk.
    /// </summary>
    [Theory]
    [Forms]
    public async Task ABodyIsDisposedOnceWhenTheClientGoesAwayBetweenChunks(Door door, AppForm form)
    {
        var gone = new Gate();
        var disposed = new Gate();

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            try
            {
                yield return Wire.Bytes("first");
                using (((CancellationToken)environ["zibai.request_aborted"]!).Register(gone.Open))
                {
                    gone.Block();
                }

                while (true)
                {
                    yield return Wire.Bytes("to nobody");
                }
            }
            finally
            {
                disposed.Open();
            }
        }

        await using var served = await ServedApp.StartAsync(door, App, form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Apps.Get);
        await connection.ReadUntilAsync("first\r\n");

        connection.Abort();
        await disposed.Opened;
        await served.StopAsync();

        Assert.Empty(served.Complaints);
    }

    /// <summary>
    /// "zibai.request_aborted" (contract.md, environ): an app that lets the cancellation of its client's own token escape has done nothing wrong.
    /// </summary>
    [Theory]
    [Doors]
    public async Task AnAppThatStopsBecauseItsClientWentIsNotReported(Door door)
    {
        var entered = new Gate();
        var left = new Gate();

        async AsyncChunks App(EnvironMap environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            entered.Open();
            try
            {
                await Task.Delay(Timeout.Infinite, (CancellationToken)environ["zibai.request_aborted"]!);
            }
            finally
            {
                left.Open();
            }

            yield break;
        }

        await using var served = await ServedApp.StartAsync(door, App);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Apps.Get);
        await entered.Opened;

        connection.Abort();
        await left.Opened;
        await served.StopAsync();

        Assert.Empty(served.Complaints);
    }

    /// <summary>
    /// "An app that throws ... After: the connection is broken off" (contract.md, start_response and the body): a body's own Dispose is app code.
    /// </summary>
    [Theory]
    [Forms]
    public async Task AFailingDisposalIsLoggedAndNeverACleanEnd(Door door, AppForm form)
    {
        var body = new Body(2) { DisposalFailure = new InvalidOperationException("not closed") };
        await using var served = await ServedApp.StartAsync(door, body.App, form);
        await using var connection = await served.ConnectAsync();

        await connection.SendAsync(Apps.Get);

        Assert.Equal(ConnectionEnd.Reset, await connection.WaitForEndAsync());
        await served.StopAsync();
        Assert.Equal(["not closed"], served.Complaints.Select(entry => entry.Exception?.Message));
        Assert.Equal(1, body.Disposals);
    }

    /// <summary>
    /// "Disposed (IDisposable, IAsyncDisposable) exactly once" (contract.md, start_response and the body): a body that is both is disposed by the
    /// latter alone.
    /// </summary>
    [Theory]
    [Doors(AppForm.Sync)]
    [Doors(AppForm.NoGevent)]
    public async Task AnAsynchronouslyDisposableBodyIsDisposedOnce(Door door, AppForm form)
    {
        var body = new AsyncBody();
        await using var served = await ServedApp.StartAsync(
            door,
            (_, startResponse) =>
            {
                startResponse("200 OK", []);
                return body;
            },
            form);

        Assert.Equal("one", (await served.RequestAsync(Apps.Get)).BodyText);
        await served.StopAsync();
        Assert.Equal((1, 0), (body.AsyncDisposals, body.Disposals));
    }

    private sealed class AsyncBody : List<ReadOnlyMemory<byte>>, IAsyncDisposable, IDisposable
    {
        public AsyncBody()
        {
            Add(Wire.Bytes("one"));
        }

        public int AsyncDisposals { get; private set; }

        public int Disposals { get; private set; }

        public ValueTask DisposeAsync()
        {
            AsyncDisposals++;
            return default;
        }

        public void Dispose() => Disposals++;
    }

    /// <summary>A body that counts how often it is closed. Its enumerator is an object of its own.</summary>
    private sealed class Body(int count) : Chunks, IDisposable
    {
        private int _disposals;

        public bool Starts { get; init; } = true;

        public Exception? Failure { get; init; }

        public Exception? DisposalFailure { get; init; }

        public Gate Disposed { get; } = new();

        public int Disposals => Volatile.Read(ref _disposals);

        public WsgiApp App => (_, startResponse) =>
        {
            if (Starts)
            {
                startResponse("200 OK", []);
            }

            return this;
        };

        public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
        {
            for (var i = 1; i <= count; i++)
            {
                yield return Wire.Bytes($"chunk {i};");
            }

            if (Failure is not null)
            {
                throw Failure;
            }
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        public void Dispose()
        {
            Interlocked.Increment(ref _disposals);
            Disposed.Open();
            if (DisposalFailure is not null)
            {
                throw DisposalFailure;
            }
        }
    }
}
