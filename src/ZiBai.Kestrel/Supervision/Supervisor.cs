using System.Threading.Channels;

namespace ZiBai.Supervision;

/// <summary>The supervisor's one loop: events come in from everywhere, and are acted on one after another.</summary>
internal sealed class Supervisor
{
    private readonly Fleet _fleet;
    private readonly ChannelReader<SupervisorEvent> _events;
    private readonly HeapTrim _heap;
    private readonly ITimer _timer;

    /// <param name="fleet">What acts on the events.</param>
    /// <param name="events">The queue; ticks are added to it.</param>
    /// <param name="heap">Looked after between the events.</param>
    /// <param name="time">The clock.</param>
    public Supervisor(Fleet fleet, Channel<SupervisorEvent> events, HeapTrim heap, TimeProvider time)
    {
        _fleet = fleet;
        _events = events.Reader;
        _heap = heap;
        _timer = time.CreateTimer(_ => events.Writer.TryWrite(new Tick()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Completes when every worker has ended.</summary>
    public async Task<FleetEnd> RunAsync()
    {
        using (_timer)
        {
            _fleet.Start();
            while (_fleet.End is null)
            {
                _timer.Change(_fleet.UntilTick, Timeout.InfiniteTimeSpan);
                _fleet.Handle(await _events.ReadAsync());
                _heap.Look();
            }

            return _fleet.End;
        }
    }
}
