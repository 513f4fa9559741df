using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using ZiBai.Testing;

namespace ZiBai.Tests.SelfServing;

/// <summary>The records of requests on a real server, through a program's own loggers.</summary>
public sealed class RecordTests : IDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private readonly LogSink _log = new();
    private readonly ILoggerFactory _loggers;
    private readonly CancellationTokenSource _gracefulExit = new();

    public RecordTests()
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
    }

    /// <summary>What the server refuses by itself, no door ever sees.</summary>
    [Theory]
    [InlineData("nonsense\r\n\r\n", 400, "- - -")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\nno header\r\n\r\n", 400, "GET / HTTP/1.1")]
    [InlineData("GET /{long} HTTP/1.1\r\nHost: h\r\n\r\n", 414, "- - -")]
    [InlineData("GET /a?b HTTP/1.1\r\nHost: h\r\nA: {long}\r\nB: {long}\r\nC: {long}\r\nD: {long}\r\n\r\n", 431, "GET /a?b HTTP/1.1")]
    [InlineData("GET / HTTP/1.2\r\nHost: h\r\n\r\n", 505, "- - -")]
    [InlineData("GET /slow HTTP/1.1\r\nHost: h\r\n", 408, "GET /slow HTTP/1.1")]
    public async Task ARequestThatTheServerRefusesIsRecordedWithWhatIsKnownOfIt(string request, int status, string line)
    {
        await ServeAsync(noGevent: false, async endPoint =>
        {
            await using var client = await RawConnection.ConnectAsync(endPoint);
            await client.SendAsync(request.Replace("{long}", new string('a', 9000), StringComparison.Ordinal));
            Assert.StartsWith($"HTTP/1.1 {status} ", Encoding.Latin1.GetString(await client.ReadToEndAsync()), StringComparison.Ordinal);
        });

        var record = Assert.Single(Records());
        Assert.Equal($"\"{line}\" {status}", record.Message);
        Assert.Equal(("127.0.0.1", false), (record.State["REMOTE_ADDR"], record.State.ContainsKey("elapsed_ms")));
    }

    [Fact]
    public async Task ARequestRefusedBehindAGoodOneIsARecordOfItsOwn()
    {
        await ServeAsync(noGevent: false, async endPoint =>
        {
            await using var client = await RawConnection.ConnectAsync(endPoint);
            await client.SendAsync("GET /good HTTP/1.1\r\nHost: h\r\n\r\nGET /bad HTTP/1.1\r\nHost: h\r\nno header\r\n\r\n");
            await client.ReadToEndAsync();
        });

        Assert.Equal(["\"GET /good HTTP/1.1\" 200", "\"GET /bad HTTP/1.1\" 400"], Records().Select(static record => record.Message));
    }

    [Fact]
    public async Task ABodyThatTurnsOutMalformedBehindTheAnswerIsNoSecondRecord()
    {
        await ServeAsync(noGevent: false, async endPoint =>
        {
            await using var client = await RawConnection.ConnectAsync(endPoint);
            await client.SendAsync("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
            await client.ReadToEndAsync();
        });

        Assert.Equal(["\"POST /a HTTP/1.1\" 200"], Records().Select(static record => record.Message));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheClientsTraceIsInTheRecordAndInTheAppButNotInTheNextRequest(bool noGevent)
    {
        await ServeAsync(noGevent, async endPoint =>
        {
            await using var client = await RawConnection.ConnectAsync(endPoint);
            foreach (var headers in new[] { $"Host: h\r\ntraceparent: 00-{Trace}-b7ad6b7169203331-01\r\n", "Host: h\r\n" })
            {
                await client.RequestAsync($"GET / HTTP/1.1\r\n{headers}\r\n");
            }
        });

        Assert.Equal([Trace, null], Records().Select(static record => record.State.GetValueOrDefault("trace_id")));
        Assert.Equal([Trace, "none"], Lines().Select(static line => line.Message));
        Assert.Equal([Trace, null], Lines().Select(static line => line.State.GetValueOrDefault("trace_id")));
    }

    /// <summary>As an exporter hears of it: by the meter's name, whoever made the meter.</summary>
    [Fact]
    public async Task WhoeverListensToAspNetCoresMeterHearsOfTheRequest()
    {
        List<double> seconds = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "Microsoft.AspNetCore.Hosting", Name: "http.server.request.duration" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
        {
            // Other tests have servers too; none of theirs answers so.
            if (tags.ToArray().Contains(new("http.response.status_code", 418)))
            {
                lock (seconds)
                {
                    seconds.Add(value);
                }
            }
        });
        listener.Start();

        await ServeAsync(
            noGevent: false,
            async endPoint =>
            {
                await using var client = await RawConnection.ConnectAsync(endPoint);
                await client.RequestAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            },
            static (_, startResponse) =>
            {
                startResponse("418 I'm a teapot", []);
                return Task.CompletedTask;
            });

        Assert.InRange(Assert.Single(seconds), 1e-6, Timeouts.Default.TotalSeconds);
    }

    [Fact]
    public async Task AClientThatLeavesBeforeItsAnswerIsRecordedAs499()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var entered = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        await ServeAsync(
            noGevent: false,
            async endPoint =>
            {
                await using (var client = await RawConnection.ConnectAsync(endPoint))
                {
                    await client.SendAsync("GET /left HTTP/1.1\r\nHost: h\r\n\r\n");
                    var aborted = await entered.Task.WaitAsync(Timeouts.Default);
                    aborted.Register(release.SetResult);
                    client.Abort();
                    await release.Task.WaitAsync(Timeouts.Default);
                }
            },
            async (environ, startResponse) =>
            {
                entered.SetResult((CancellationToken)environ[EnvironKeys.RequestAborted]!);
                await release.Task;
                startResponse("200 OK", []);
            });

        Assert.Equal("\"GET /left HTTP/1.1\" 499", Assert.Single(Records()).Message);
    }

    public void Dispose()
    {
        _gracefulExit.Dispose();
        _loggers.Dispose();
        _log.Dispose();
    }

    private static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        ((TextWriter)environ[EnvironKeys.WsgiErrors]!).WriteLine(Activity.Current?.TraceId.ToHexString() ?? "none");
        startResponse("200 OK", []);
        return [];
    }

    private async Task ServeAsync(bool noGevent, Func<EndPoint, Task> use, Func<IDictionary<string, object?>, StartResponse, Task>? app = null)
    {
        using var socket = ZiBaiServer.CreateBindSocket("127.0.0.1:0");
        var endPoint = socket.LocalEndPoint!;
        var options = new ZiBaiOptions { NoGevent = noGevent, SocketTimeout = TimeSpan.FromSeconds(1) };
        var serving = app is null
            ? ZiBaiServer.ServeAsync(App, [socket], options: options, loggerFactory: _loggers, gracefulExit: _gracefulExit.Token)
            : ZiBaiServer.ServeAsync(Run, [socket], options: options, loggerFactory: _loggers, gracefulExit: _gracefulExit.Token);
        await await Task.WhenAny(_log.WaitForAsync(static entry => entry.EventId.Name == "Ready"), serving);
        await use(endPoint);
        await _gracefulExit.CancelAsync();
        await serving.WaitAsync(Timeouts.Default);

        async IAsyncEnumerable<ReadOnlyMemory<byte>> Run(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            await app(environ, startResponse);
            yield break;
        }
    }

    private IEnumerable<LogEntry> Records() => _log.Entries.Where(static entry => entry.Category == "zibai.access");

    private IEnumerable<LogEntry> Lines() => _log.Entries.Where(static entry => entry.EventId.Name == "WsgiErrors");
}
