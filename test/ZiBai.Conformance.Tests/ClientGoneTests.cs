using Microsoft.AspNetCore.Http.Features;

namespace ZiBai.Conformance.Tests;

/// <summary>
/// What becomes of a request whose client goes away: zibai.request_aborted fires, the iteration stops, what the app returned is disposed once, and
/// nothing above Debug is logged.
/// </summary>
public sealed class ClientGoneTests
{
    /// <summary>
    /// "What the app returned is disposed exactly once, ... when the client went away" (contract.md, start_response and the body), wherever the app is
    /// then: it reads, it sends, or it computes.
    /// </summary>
    [Theory]
    [Forms(Network.Tcp, "reads")]
    [Forms(Network.Tcp, "sends")]
    [Forms(Network.Tcp, "writes")]
    [Forms(Network.Tcp, "computes")]
    [Forms(Network.Tcp, "computes and throws")]
    [Forms(Network.Unix, "reads")]
    [Forms(Network.Unix, "sends")]
    [Forms(Network.Unix, "writes")]
    [Forms(Network.Unix, "computes")]
    public async Task TheAppIsToldAndClosedOnceAndNobodyIsAlarmed(Door door, AppForm form, Network network, string doing)
    {
        var body = new Body(doing);
        await using var served = await ServedApp.StartAsync(door, body.App, form, network);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n12345");
        await body.Entered.Opened;

        connection.Abort();

        await body.Aborted.Opened;
        await body.Disposed.Opened;
        await served.StopAsync();
        Assert.Equal(1, body.Disposals);
        Assert.Empty(served.Complaints);

        // A Unix socket tells an end of file, behind which Kestrel finds the body cut short: the client's fault all the same.
        Assert.Single(served.Log.Entries, entry => entry.EventId.Name is "ClientGone" or "BadRequest");
    }

    /// <summary>
    /// "zibai.request_aborted ... fires when the client goes away" (contract.md, environ): also where it was first asked for afterwards.
    /// </summary>
    [Theory]
    [Forms]
    public async Task TheTokenHasFiredWhereItIsAskedForLate(Door door, AppForm form)
    {
        var entered = new Gate();
        var told = new Gate();
        bool? late = null;
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                // The first token is the features', so that the environ's own is computed after the client went.
                var features = (IFeatureCollection)environ["zibai.features"]!;
                var lifetime = features.Get<IHttpRequestLifetimeFeature>()!;
                using (lifetime.RequestAborted.Register(told.Open))
                {
                    entered.Open();
                    told.Block();
                }

                late = ((CancellationToken)environ["zibai.request_aborted"]!).IsCancellationRequested;
                startResponse("200 OK", []);
                return [];
            },
            form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Apps.Get);
        await entered.Opened;

        connection.Abort();
        await told.Opened;
        await served.StopAsync();

        Assert.True(late);
        Assert.Empty(served.Complaints);
    }

    /// <summary>
    /// "A client that has gone stops the iteration" (contract.md, start_response and the body): of one that went while it waited it never begins.
    /// </summary>
    [Theory]
    [Forms(1)]
    [Forms(3)]
    public async Task ARequestWhoseClientWentWhileItWaitedIsNeverSeenByTheApp(Door door, AppForm form, int maxWorkers)
    {
        IFeatureCollection? features = null;
        var (entered, full, release) = (0, new Gate(), new Gate());
        List<string> paths = [];
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                var path = (string)environ["PATH_INFO"]!;
                lock (paths)
                {
                    paths.Add(path);
                }

                if (path == "/first")
                {
                    features = (IFeatureCollection)environ["zibai.features"]!;
                }
                else
                {
                    if (Interlocked.Increment(ref entered) == maxWorkers)
                    {
                        full.Open();
                    }

                    release.Block();
                }

                startResponse("204 No Content", []);
                return [];
            },
            form,
            maxWorkers: maxWorkers);
        await using var gone = await served.ConnectAsync();
        await gone.RequestAsync("GET /first HTTP/1.1\r\nHost: h\r\n\r\n");
        var inside = Enumerable.Range(0, maxWorkers).Select(_ => served.RequestAsync(Apps.Get)).ToArray();
        await full.Opened;

        // The features are the connection's: they tell of its second request too, which the app is not to see.
        await gone.SendAsync("GET /gone HTTP/1.1\r\nHost: h\r\n\r\n");
        var request = features!.Get<IHttpRequestFeature>()!;
        do
        {
            // Another connection's answer, which needs no turn, is the clock.
            await served.ReadToEndAsync("nonsense\r\n\r\n");
        }
        while (request.RawTarget != "/gone");
        var told = new Gate();
        await using var registration = features.Get<IHttpRequestLifetimeFeature>()!.RequestAborted.Register(told.Open);
        gone.Abort();
        await told.Opened;
        var next = served.RequestAsync("GET /next HTTP/1.1\r\nHost: h\r\n\r\n");
        release.Open();

        Assert.Equal(204, (await next).StatusCode);
        Assert.All(await Task.WhenAll(inside), response => Assert.Equal(204, response.StatusCode));
        await served.StopAsync();
        Assert.DoesNotContain("/gone", paths);
        Assert.Equal(maxWorkers + 2, paths.Count);
        Assert.Empty(served.Complaints);
    }

    private sealed class Body(string doing) : Chunks, IDisposable
    {
        private readonly Gate _told = new();
        private EnvironMap _environ = null!;
        private Write _write = null!;
        private int _disposals;

        public Gate Entered { get; } = new();

        public Gate Aborted => _told;

        public Gate Disposed { get; } = new();

        public int Disposals => Volatile.Read(ref _disposals);

        public WsgiApp App => (environ, startResponse) =>
        {
            _environ = environ;

            // For good: a read may fail, and the body be disposed of, an instant before the token fires.
            _ = ((CancellationToken)environ["zibai.request_aborted"]!).Register(_told.Open);
            _write = startResponse("200 OK", []);
            return this;
        };

        public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
        {
            switch (doing)
            {
                case "reads":
                    var input = (InputStream)_environ["wsgi.input"]!;
                    input.ReadExactly(new byte[5]);
                    Entered.Open();
                    input.CopyTo(Stream.Null);
                    break;
                case "sends":
                    while (true)
                    {
                        yield return new byte[64 * 1024];
                        Entered.Open();
                    }

                case "writes":
                    while (true)
                    {
                        WriteOne();
                        Entered.Open();
                    }

                default:
                    Entered.Open();
                    _told.Block();
                    if (doing == "computes and throws")
                    {
                        var token = (CancellationToken)_environ["zibai.request_aborted"]!;
                        throw new InvalidOperationException("wrapped", new OperationCanceledException(token));
                    }

                    while (true)
                    {
                        yield return Wire.Bytes("to nobody");
                    }
            }
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        public void Dispose()
        {
            Interlocked.Increment(ref _disposals);
            Disposed.Open();
        }

        private void WriteOne()
        {
            try
            {
                _write(new byte[64 * 1024]);
            }
            catch (IOException gone)
            {
                throw new InvalidOperationException("wrapped", gone);
            }
        }
    }
}
