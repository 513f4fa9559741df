using Microsoft.Extensions.Time.Testing;
using ZiBai.Control;
using ZiBai.Logging;
using ZiBai.Testing;
using ZiBai.Tests.Control;
using ZiBai.Worker;

namespace ZiBai.Tests.Worker;

public sealed class SupervisorLinkTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly StopRequest _stop = new();
    private readonly CountedLogs _logs = new();
    private ControlChannel _supervisor = null!;
    private ControlChannel _worker = null!;
    private SupervisorLink _link = null!;

    public async Task InitializeAsync()
    {
        (_supervisor, _worker) = await ChannelEnds.TalkAsync();
        _link = new SupervisorLink(_worker, new StartServing(new ZiBaiOptions(), Index: 1, Workers: 2, [], _interval), _time);
    }

    public async Task DisposeAsync()
    {
        await _supervisor.DisposeAsync();
        await _worker.DisposeAsync();
    }

    public void Dispose() => _stop.Dispose();

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task ADrainIsAGracefulStop(bool isEnd, bool socketsLiveOn)
    {
        _ = _link.ObeyAsync(_stop, _logs);

        // A worker that stops without its supervisor's word is not to keep the others from their clients.
        Assert.True(_link.SocketsLiveOn);

        _supervisor.Send(new BeginDrain(isEnd));
        await _stop.Asked.WaitAsync(Timeouts.Default);

        Assert.Equal((StopKind.Graceful, socketsLiveOn), (_stop.Kind, _link.SocketsLiveOn));
    }

    [Fact]
    public async Task TheEndOfAcceptingIsTold()
    {
        _link.StoppedAccepting();

        Assert.Equal(new StoppedAccepting(), await _supervisor.ReceiveAsync());
    }

    [Fact]
    public async Task QuitIsAQuickStopAlsoDuringADrain()
    {
        _ = _link.ObeyAsync(_stop, _logs);
        _supervisor.Send(new BeginDrain(IsEnd: true));
        _supervisor.Send(new Quit());

        var quick = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _stop.Quick.Register(quick.SetResult);
        await quick.Task.WaitAsync(Timeouts.Default);

        Assert.Equal(StopKind.Quick, _stop.Kind);
    }

    [Fact]
    public async Task ASupervisorThatIsGoneHasItDrain()
    {
        var obeying = _link.ObeyAsync(_stop, _logs);
        _supervisor.Send(new BeginDrain(IsEnd: false));
        await _supervisor.DisposeAsync();
        await obeying.WaitAsync(Timeouts.Default);

        Assert.Equal((StopKind.Graceful, false), (_stop.Kind, _link.SocketsLiveOn));
    }

    [Fact]
    public async Task ASupervisorThatTalksNonsenseIsGone()
    {
        await using var ends = await ChannelEnds.ConnectAsync();
        var link = new SupervisorLink(ends.Channel, _link.Start, _time);
        var obeying = link.ObeyAsync(_stop, _logs);

        await ends.Other.SendAsync(new byte[] { 0, 0, 0, 0 });
        await obeying.WaitAsync(Timeouts.Default);

        Assert.Equal(StopKind.Graceful, _stop.Kind);
    }

    [Fact]
    public async Task LogsAreReopenedWheneverThatIsAskedFor()
    {
        var obeying = _link.ObeyAsync(_stop, _logs);
        _supervisor.Send(new ReopenLogs());
        _supervisor.Send(new ReopenLogs());
        await _supervisor.DisposeAsync();
        await obeying.WaitAsync(Timeouts.Default);

        Assert.Equal(2, _logs.Reopenings);
    }

    [Fact]
    public async Task HowManyServeIsToldAtFirstAndWheneverItChanges()
    {
        var told = new List<int>();
        _link.OnWorkers(told.Add);
        Assert.Equal([2], told);

        var obeying = _link.ObeyAsync(_stop, _logs);
        _supervisor.Send(new WorkersChanged(3));
        _supervisor.Send(new WorkersChanged(1));
        await _supervisor.DisposeAsync();
        await obeying.WaitAsync(Timeouts.Default);

        Assert.Equal([2, 3, 1], told);
    }

    [Fact]
    public async Task AChangeThatComesBeforeAnybodyAskedIsNotForgotten()
    {
        var obeying = _link.ObeyAsync(_stop, _logs);
        _supervisor.Send(new WorkersChanged(1));
        await _supervisor.DisposeAsync();
        await obeying.WaitAsync(Timeouts.Default);

        var told = new List<int>();
        _link.OnWorkers(told.Add);

        Assert.Equal([1], told);
    }

    [Fact]
    public async Task ItSaysThatItIsReadyAndThenThatItIsAliveAtIntervals()
    {
        var requests = 0;
        _link.Ready(() => new Heartbeat(++requests, 2, 3));
        Assert.Equal(new Ready(), await ReceiveAsync());

        for (var beat = 1; beat <= 3; beat++)
        {
            _time.Advance(_interval);
            Assert.Equal(new Heartbeat(beat, 2, 3), await ReceiveAsync());
        }
    }

    [Fact]
    public async Task RetiringIsSaidAndChangesNothing()
    {
        _link.Retire(200);

        Assert.Equal(new Retiring(200), await ReceiveAsync());
        Assert.Equal(StopKind.None, _stop.Kind);
    }

    [Fact]
    public async Task LeaveIsAskedForFirstAndTakenTheSecondTime()
    {
        _link.AskToLeave(_stop, "SIGTERM");

        Assert.Equal(new AsksToLeave("SIGTERM"), await ReceiveAsync());
        Assert.Equal(StopKind.None, _stop.Kind);

        _link.AskToLeave(_stop, "SIGTERM");

        Assert.Equal((StopKind.Graceful, true), (_stop.Kind, _link.SocketsLiveOn));
    }

    private Task<ControlMessage?> ReceiveAsync() => _supervisor.ReceiveAsync().AsTask().WaitAsync(Timeouts.Default);

    private sealed class CountedLogs : ILogFiles
    {
        public int Reopenings { get; private set; }

        public void Reopen() => Reopenings++;

        public IReadOnlyList<string> Reread() => throw new NotSupportedException("A worker reads its configuration once.");
    }
}
