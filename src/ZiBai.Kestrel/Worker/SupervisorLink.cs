using ZiBai.Control;
using ZiBai.Logging;

namespace ZiBai.Worker;

/// <summary>
/// A worker's end of the control channel: takes the supervisor's orders, and tells it how the worker is. When the supervisor is gone the worker drains: it
/// never lives on alone.
/// </summary>
internal sealed class SupervisorLink
{
    private readonly ControlChannel _channel;
    private readonly TimeProvider _time;
    private readonly Lock _telling = new();
    private int _workers;
    private Action<int>? _onWorkers;
    private volatile bool _socketsLiveOn = true;
    private int _askedToLeave;

    /// <param name="channel">The channel; it stays the caller's.</param>
    /// <param name="start">What the worker was told to serve.</param>
    /// <param name="time">The clock.</param>
    public SupervisorLink(ControlChannel channel, StartServing start, TimeProvider time)
    {
        _channel = channel;
        _time = time;
        Start = start;
        _workers = start.Workers;
    }

    /// <summary>What the worker was told to serve.</summary>
    public StartServing Start { get; }

    /// <summary>Whether others accept from the listening sockets after this worker's end: so it is until the supervisor says that all ends, or is gone.</summary>
    public bool SocketsLiveOn => _socketsLiveOn;

    /// <summary>Has somebody told how many workers serve: now, and whenever that changes. Once, before the worker is ready.</summary>
    public void OnWorkers(Action<int> told)
    {
        lock (_telling)
        {
            told(_workers);
            _onWorkers = told;
        }
    }

    /// <summary>Does as it is told, until the supervisor is gone.</summary>
    /// <param name="stop">Takes orders to stop.</param>
    /// <param name="logs">Takes those that concern the log.</param>
    public async Task ObeyAsync(StopRequest stop, ILogFiles logs)
    {
        while (await ReceiveAsync() is { } message)
        {
            switch (message)
            {
                case BeginDrain { IsEnd: var isEnd }:
                    _socketsLiveOn = !isEnd;
                    stop.Ask(StopKind.Graceful);
                    break;
                case Quit:
                    stop.Ask(StopKind.Quick);
                    break;
                case ReopenLogs:
                    logs.Reopen();
                    break;
                case WorkersChanged { Workers: var workers }:
                    TellWorkers(workers);
                    break;
            }
        }

        // Nobody holds the sockets for those to come.
        _socketsLiveOn = false;
        stop.Ask(StopKind.Graceful);
    }

    /// <summary>Tells that the worker accepts connections, and from now on, at intervals, that it is alive.</summary>
    /// <param name="state">How it is.</param>
    public void Ready(Func<Heartbeat> state)
    {
        _channel.Send(new Ready());
        _ = BeatAsync(state);
    }

    /// <summary>Asks to be replaced. The worker goes on until it is told to drain.</summary>
    public void Retire(long requests) => _channel.Send(new Retiring(requests));

    /// <summary>Tells that the worker accepts no more connections.</summary>
    public void StoppedAccepting() => _channel.Send(new StoppedAccepting());

    /// <summary>
    /// Asks to be replaced, since somebody else wants the worker to exit. Asked once more it does not wait for the supervisor's word, which may have none to
    /// give any more.
    /// </summary>
    public void AskToLeave(StopRequest stop, string why)
    {
        if (Interlocked.Exchange(ref _askedToLeave, 1) == 0)
        {
            _channel.Send(new AsksToLeave(why));
            return;
        }

        stop.Ask(StopKind.Graceful);
    }

    // It may come while the app is still being loaded, and nobody has asked to be told yet.
    private void TellWorkers(int workers)
    {
        lock (_telling)
        {
            _workers = workers;
            _onWorkers?.Invoke(workers);
        }
    }

    private async ValueTask<ControlMessage?> ReceiveAsync()
    {
        try
        {
            return await _channel.ReceiveAsync();
        }
        catch (InvalidDataException)
        {
            // Whoever writes this is no supervisor any more.
            return null;
        }
    }

    // A timer's continuations run on the thread pool, which serves the requests too: where that does not come to it, the worker is hung.
    private async Task BeatAsync(Func<Heartbeat> state)
    {
        using var timer = new PeriodicTimer(Start.HeartbeatInterval, _time);
        while (await timer.WaitForNextTickAsync())
        {
            if (!_channel.IsBehind)
            {
                _channel.Send(state());
            }
        }
    }
}
