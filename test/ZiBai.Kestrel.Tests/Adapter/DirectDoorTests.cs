using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using ZiBai.Adapter;
using ZiBai.Logging.Records;
using ZiBai.Testing;
using ZiBai.Transport;

namespace ZiBai.Tests.Adapter;

public sealed class DirectDoorTests : IDisposable
{
    private readonly LogSink _sink = new();
    private readonly Runner _runner = new();
    private readonly AccessLog _access;
    private readonly RequestActivities _activities = new();
    private readonly TestMeters _meters = new();
    private readonly DirectDoor _door;
    private int _requests;

    public DirectDoorTests()
    {
        _access = new AccessLog(_sink.CreateLogger("access"), _sink.CreateLogger("error"), RecordFields.Usual, TimeProvider.System);
        _door = new DirectDoor(
            Exchange.Settings(), _runner, new RequestRecords(_access, _sink.CreateLogger("error"), RecordFields.Usual), _activities, new RequestMetrics(_meters),
            () => _requests++);
    }

    [Fact]
    public void AConnectionsContextIsUsedAgain()
    {
        var features = new ConnectionFeatures();
        var first = _door.CreateContext(new Exchange(features: features).Features);
        _door.DisposeContext(first, null);

        Assert.Same(first, _door.CreateContext(new Exchange("PUT", features: features).Features));
        Assert.Same(first, features.HostContext);
        Assert.Equal("PUT", first.Environ[EnvironKeys.RequestMethod]);
    }

    [Fact]
    public void AServerThatKeepsNoContextGetsANewOneEachTime()
    {
        var exchange = new Exchange();

        Assert.NotSame(_door.CreateContext(exchange.Features), _door.CreateContext(exchange.Features));
    }

    [Theory]
    [InlineData("HTTP/1.1", true)]
    [InlineData("HTTP/1.0", true)]
    [InlineData("HTTP/2", false)]
    public async Task NothingIsServedBehindAConnectionsLastRequest(string protocol, bool isLast)
    {
        var features = new ConnectionFeatures();
        var broken = _door.CreateContext(new Exchange("GET", protocol, features).Features);
        broken.Response.BreakOff();
        _door.DisposeContext(broken, null);
        var next = new Exchange("GET", protocol, features);
        var context = _door.CreateContext(next.Features);

        await _door.ProcessRequestAsync(context).WaitAsync(Timeouts.Default);
        _door.DisposeContext(context, null);

        Assert.Equal(isLast ? (0, 0, 1) : (1, 1, 2), (_runner.Runs, _requests, Records().Count));
        Assert.Equal(isLast ? 1 : 0, next.Lifetime.Aborts);
    }

    [Theory]
    [InlineData(5L, true, 0)]
    [InlineData(5L, false, 1)]
    [InlineData(0L, true, 1)]
    public async Task NothingIsServedBehindABodyWhoseClientHasGone(long length, bool goes, int runs)
    {
        using var gone = new CancellationTokenSource();
        var features = new ConnectionFeatures();
        features.Set(new TrackedConnection(new DefaultConnectionContext { ConnectionClosed = gone.Token }));
        var first = new Exchange("POST", features: features);
        first.Request.Headers.ContentLength = length;
        _door.DisposeContext(_door.CreateContext(first.Features), null);
        if (goes)
        {
            await gone.CancelAsync();
        }

        await _door.ProcessRequestAsync(_door.CreateContext(new Exchange(features: features).Features)).WaitAsync(Timeouts.Default);

        Assert.Equal(runs, _runner.Runs);
    }

    [Fact]
    public async Task ARequestIsCountedBeforeTheAppSeesIt()
    {
        var context = _door.CreateContext(new Exchange().Features);
        var counted = 0;
        _runner.OnRun = _ => counted = _requests;

        await _door.ProcessRequestAsync(context).WaitAsync(Timeouts.Default);

        Assert.Equal((1, 1), (counted, _requests));
    }

    [Fact]
    public void AnAnsweredRequestIsRecorded()
    {
        var exchange = new Exchange("POST", "HTTP/1.0");
        exchange.Request.RawTarget = "/a?b";
        var context = _door.CreateContext(exchange.Features);
        exchange.Response.StatusCode = 404;

        _door.DisposeContext(context, null);

        var entry = Assert.Single(Records());
        Assert.Equal(("\"POST /a?b HTTP/1.0\" 404", LogLevel.Information, "access"), (entry.Message, entry.Level, entry.Category));
    }

    [Fact]
    public async Task ADoorWithoutLogAndCounterWorksToo()
    {
        var door = new DirectDoor(Exchange.Settings(), _runner, Serving.Records(_sink), _activities, new RequestMetrics(_meters), onRequest: null);
        var context = door.CreateContext(new Exchange().Features);

        await door.ProcessRequestAsync(context).WaitAsync(Timeouts.Default);
        door.DisposeContext(context, null);

        Assert.Equal((0, 1), (_sink.Entries.Count, _runner.Runs));
    }

    [Fact]
    public void AConnectionIsActiveFromTheRequestsBeginningToItsEnd()
    {
        var connection = new TrackedConnection(new DefaultConnectionContext());
        var exchange = new Exchange();
        exchange.Features.Set(connection);

        var context = _door.CreateContext(exchange.Features);
        Assert.Equal((1, 1), (connection.Active, connection.Started));

        _door.DisposeContext(context, null);
        Assert.Equal((0, 1), (connection.Active, connection.Started));
    }

    [Fact]
    public void ARequestThatEndedInAFailureIsOverToo()
    {
        var connection = new TrackedConnection(new DefaultConnectionContext());
        var exchange = new Exchange();
        exchange.Features.Set(connection);

        _door.DisposeContext(_door.CreateContext(exchange.Features), new InvalidOperationException());

        Assert.Equal(0, connection.Active);
    }

    [Fact]
    public void ADisposedContextHoldsNothingOfItsRequest()
    {
        var context = _door.CreateContext(new Exchange().Features);

        _door.DisposeContext(context, null);

        Assert.Empty(FieldGuard.Differing(new RequestContext(Exchange.Settings()), context, "Environ", "Response", "Connection", "Last", "_bodyIsInDoubt", "_clientHasLeft"));
    }

    public void Dispose()
    {
        _access.Dispose();
        _activities.Dispose();
        _meters.Dispose();
        _sink.Dispose();
    }

    /// <summary>All that was recorded. Those of the access log wait for its end at most.</summary>
    private IReadOnlyList<LogEntry> Records()
    {
        _access.Dispose();
        return _sink.Entries;
    }

    private sealed class Runner : IAppRunner
    {
        public void Dispose()
        {
        }

        public Action<RequestContext>? OnRun { get; set; }

        public int Runs { get; private set; }

        public Task RunAsync(RequestContext context)
        {
            Runs++;
            OnRun?.Invoke(context);
            return Task.CompletedTask;
        }
    }
}
