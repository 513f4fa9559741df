namespace ZiBai.Transport;

/// <summary>How many connections may be open at once, over all listeners of a process.</summary>
internal sealed class ConnectionLimit
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isLimited;
    private int _free;

    /// <param name="connections">Connections at once, 1 or more; null for no limit.</param>
    public ConnectionLimit(int? connections)
    {
        _isLimited = connections is not null;
        _free = connections ?? 0;
        _room.SetResult();
    }

    /// <summary>Completes when the last place is taken: who waits for a client then is to wait for room first. Null where there is no limit.</summary>
    public Task? Full
    {
        get
        {
            lock (_lock)
            {
                return _isLimited ? _full.Task : null;
            }
        }
    }

    /// <summary>Completes when there is room for one more connection, and takes none: others may be there first.</summary>
    public Task RoomAsync()
    {
        lock (_lock)
        {
            return _room.Task;
        }
    }

    /// <summary>Completes when there was room for one more connection, and it has been taken.</summary>
    public Task TakeAsync()
    {
        lock (_lock)
        {
            if (!_isLimited)
            {
                return Task.CompletedTask;
            }

            if (_free == 0)
            {
                var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue(place);
                return place.Task;
            }

            if (--_free == 0)
            {
                _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _full.SetResult();
            }

            return Task.CompletedTask;
        }
    }

    /// <summary>Notes that a connection has ended.</summary>
    public void Give()
    {
        lock (_lock)
        {
            if (!_isLimited)
            {
                return;
            }

            if (_waiting.TryDequeue(out var next))
            {
                next.SetResult();
            }
            else if (_free++ == 0)
            {
                _full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _room.SetResult();
            }
        }
    }

    /// <summary>
    /// Lets everybody in from now on: at the end of the process those who wait are served with the others, since nobody would come back to them.
    /// </summary>
    public void Lift()
    {
        lock (_lock)
        {
            _isLimited = false;
            _room.TrySetResult();
            while (_waiting.TryDequeue(out var next))
            {
                next.SetResult();
            }
        }
    }
}
