namespace ZiBai.Transport;

/// <summary>
/// How many connections may be open at once, over all listeners of a process. A listener waits for room, then for a client, and takes a place when one has
/// come: taken before that, it would be kept from the other listeners.
/// </summary>
internal sealed class ConnectionLimit
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isLifted;
    private int _free;

    /// <param name="connections">Connections at once, 1 or more.</param>
    public ConnectionLimit(int connections)
    {
        _free = connections;
    }

    /// <summary>Completes when the last place is taken: who waits for a client then is to wait for room first. Null once the limit is lifted.</summary>
    public Task? Full
    {
        get
        {
            lock (_lock)
            {
                return _isLifted ? null : _full.Task;
            }
        }
    }

    /// <summary>
    /// Completes when there is room for one more connection, for one after another of those who wait: who has gone on is to call <see cref="PassOn"/>, once
    /// no client is there, or one has been let in, or nobody will be.
    /// </summary>
    public Task RoomAsync()
    {
        lock (_lock)
        {
            if (_isLifted || _free > 0)
            {
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
            return turn.Task;
        }
    }

    /// <summary>Lets the next go on who waits for room, if there is any.</summary>
    public void PassOn()
    {
        lock (_lock)
        {
            if (_free > 0 && _waiting.TryDequeue(out var next))
            {
                next.SetResult();
            }
        }
    }

    /// <summary>
    /// Takes a place, if need be one that there is not: of listeners to which somebody came at the same moment. That client would wait for as long as others
    /// please while another process may have room.
    /// </summary>
    public void Take()
    {
        lock (_lock)
        {
            if (!_isLifted && --_free == 0)
            {
                _full.SetResult();
            }
        }
    }

    /// <summary>Notes that a connection has ended.</summary>
    public void Give()
    {
        lock (_lock)
        {
            if (!_isLifted && ++_free == 1)
            {
                _full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        PassOn();
    }

    /// <summary>
    /// Lets everybody in from now on: at the end of the process those who wait are served with the others, since nobody would come back to them.
    /// </summary>
    public void Lift()
    {
        lock (_lock)
        {
            _isLifted = true;
            while (_waiting.TryDequeue(out var next))
            {
                next.SetResult();
            }
        }
    }
}
