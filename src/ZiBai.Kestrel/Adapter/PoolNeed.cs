namespace ZiBai.Adapter;

/// <summary>Tells from one look at the pool after another whether an app blocks its threads. Times are those of a clock that only runs forward.</summary>
internal sealed class PoolNeed
{
    /// <summary>
    /// Time inside the app, on the average of its requests, from which on it counts as blocking. What does not block is through in a few dozen microseconds.
    /// </summary>
    private static readonly TimeSpan _blockedFrom = TimeSpan.FromMilliseconds(2);

    /// <summary>Items of work that a request makes for the pool: reading it, answering it, sending the answer.</summary>
    private const int ItemsOfRequest = 3;

    private TimeSpan _looked;
    private TimeSpan? _needed;
    private long _completed;

    /// <param name="now">The time.</param>
    /// <param name="completed">Items of work that the pool has done so far.</param>
    public PoolNeed(TimeSpan now, long completed)
    {
        _looked = now;
        _completed = completed;
    }

    /// <summary>Without need for so long there is none.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the pool should have the threads.</summary>
    public bool IsThere => _looked - _needed < Patience;

    /// <summary>Takes a look.</summary>
    /// <param name="now">The time.</param>
    /// <param name="completed">Items of work that the pool has done so far.</param>
    /// <param name="inside">Requests inside the app.</param>
    /// <param name="isWorkWaiting">Whether the pool has work that no thread has begun.</param>
    /// <param name="usual">Threads that the pool makes at once anyway.</param>
    public void Look(TimeSpan now, long completed, int inside, bool isWorkWaiting, int usual)
    {
        var (time, items) = (now - _looked, completed - _completed);
        (_looked, _completed) = (now, completed);

        // By Little's law: requests inside, over those that come through in a time, is how long each is inside.
        var isBlocking = inside * time * ItemsOfRequest > items * _blockedFrom;
        if (isBlocking && (inside >= usual || isWorkWaiting))
        {
            _needed = now;
        }
    }
}
