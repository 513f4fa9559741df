namespace ZiBai.Supervision.Watching;

/// <summary>Waits until changes are over: a build, or an editor that writes in pieces, makes many, and they are one.</summary>
internal sealed class ChangeGathering : IDisposable
{
    /// <summary>How long nothing must have changed.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    /// <summary>How long to wait for that where changes never cease.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private long? _first;

    /// <param name="time">The clock.</param>
    /// <param name="atRest">Told when changes are over, with the timestamp of the first.</param>
    public ChangeGathering(TimeProvider time, Action<long> atRest)
    {
        _time = time;
        _timer = time.CreateTimer(
            _ =>
            {
                long first;
                lock (_lock)
                {
                    first = _first ?? time.GetTimestamp();
                    _first = null;
                }

                atRest(first);
            },
            null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Notes a change.</summary>
    public void Note()
    {
        lock (_lock)
        {
            _first ??= _time.GetTimestamp();
            var left = Longest - _time.GetElapsedTime(_first.Value);
            var wait = left < Rest ? left : Rest;
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();
}
