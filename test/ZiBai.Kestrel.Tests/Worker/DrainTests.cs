using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using ZiBai.Testing;
using ZiBai.Transport;
using ZiBai.Worker;

namespace ZiBai.Tests.Worker;

public sealed class DrainTests : IDisposable
{
    private readonly SteppedTime _time = new();
    private readonly ConnectionTracker _connections = new();
    private readonly CancellationTokenSource _end = new();

    [Fact]
    public async Task WithoutAConnectionItIsOverAtOnce() => await DrainAsync().WaitAsync(Timeouts.Default);

    [Fact]
    public async Task AnIdleConnectionIsClosedOnlyAfterTheLinger()
    {
        var idle = new Client(_connections);
        _ = DrainAsync();
        await _time.AskedAsync();

        await PassAsync(Drain.Linger - Drain.Interval);
        Assert.Equal(0, idle.Closes);

        await PassAsync(Drain.Interval);
        Assert.Equal(1, idle.Closes);
    }

    [Fact]
    public async Task ABusyConnectionIsNotClosed()
    {
        var busy = new Client(_connections);
        busy.Tracked.RequestStarted();
        _ = DrainAsync();
        await _time.AskedAsync();

        await PassAsync(3 * Drain.Linger);

        Assert.Equal(0, busy.Closes);
    }

    [Fact]
    public async Task AConnectionThatWasBusyLingersFromTheEndOfItsRequest()
    {
        var client = new Client(_connections);
        client.Tracked.RequestStarted();
        _ = DrainAsync();
        await _time.AskedAsync();
        await PassAsync(Drain.Linger);
        client.Tracked.RequestFinished();

        // The first look finds it silent, and the linger begins there.
        await PassAsync(Drain.Linger);
        Assert.Equal(0, client.Closes);

        await PassAsync(Drain.Interval);
        Assert.Equal(1, client.Closes);
    }

    [Fact]
    public async Task ARequestBetweenTwoLooksRestartsTheLinger()
    {
        var client = new Client(_connections);
        _ = DrainAsync();
        await _time.AskedAsync();
        await PassAsync(Drain.Linger - Drain.Interval);
        client.Tracked.RequestStarted();
        client.Tracked.RequestFinished();

        await PassAsync(Drain.Linger);
        Assert.Equal(0, client.Closes);

        await PassAsync(Drain.Interval);
        Assert.Equal(1, client.Closes);
    }

    [Fact]
    public async Task EachConnectionLingersForItself()
    {
        var first = new Client(_connections);
        _ = DrainAsync();
        await _time.AskedAsync();
        await PassAsync(Drain.Linger / 2);
        var second = new Client(_connections);

        await PassAsync(Drain.Linger / 2);

        Assert.Equal((1, 0), (first.Closes, second.Closes));
    }

    [Fact]
    public async Task ItIsOverWhenNoConnectionIsLeft()
    {
        var (first, second) = (new Client(_connections), new Client(_connections));
        var drain = DrainAsync();
        await _time.AskedAsync();
        await first.EndAsync();
        await PassAsync(Drain.Interval);
        Assert.False(drain.IsCompleted);

        await second.EndAsync();
        _time.Advance(Drain.Interval);

        await drain.WaitAsync(Timeouts.Default);
        Assert.Equal((0, 0), (first.Closes, second.Closes));
    }

    [Fact]
    public async Task ItsTokenEndsIt()
    {
        _ = new Client(_connections);
        var drain = DrainAsync();
        await _time.AskedAsync();

        await _end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => drain.WaitAsync(Timeouts.Default));
    }

    public void Dispose()
    {
        // Ends the drains that a test left waiting.
        _end.Cancel();
        _end.Dispose();
    }

    private Task DrainAsync() => new Drain(_connections, _time).WaitAsync(_end.Token);

    private Task PassAsync(TimeSpan time) => _time.PassAsync(time, Drain.Interval);

    /// <summary>An open connection, which counts how often it was asked to close.</summary>
    private sealed class Client : IConnectionLifetimeNotificationFeature
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task _served;

        public Client(ConnectionTracker connections)
        {
            var connection = new DefaultConnectionContext();
            connection.Features.Set<IConnectionLifetimeNotificationFeature>(this);
            connections.Accepted(connection);
            Tracked = connection.Features.Get<TrackedConnection>()!;
            _served = connections.Middleware(_ => _ended.Task)(connection);
        }

        public TrackedConnection Tracked { get; }

        public int Closes { get; private set; }

        public CancellationToken ConnectionClosedRequested { get; set; }

        public void RequestClose() => Closes++;

        public Task EndAsync()
        {
            _ended.SetResult();
            return _served.WaitAsync(Timeouts.Default);
        }
    }
}
