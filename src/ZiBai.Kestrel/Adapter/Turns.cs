namespace ZiBai.Adapter;

/// <summary>
/// Turns in the app, so many at once and no more. Waiting for one costs no thread. Whoever lent a turn takes one back first: a response that has begun
/// goes on as if it had kept it, as soon as its client lets it. Then come those who are ready, and last those who would have to wait for their clients
/// once they had it.
/// </summary>
internal sealed class Turns
{
    private readonly int _count;
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _returning = new();
    private readonly LinkedList<TaskCompletionSource> _ready = new();
    private readonly LinkedList<TaskCompletionSource> _unready = new();

    // Both without the lock, for the usual case that nobody waits: giving first frees and then looks for who waits, waiting first says so and then looks for
    // what is free, so that one of the two sees the other. Only under the lock does the number of those who wait change.
    private int _free;
    private int _waiting;

    /// <param name="count">Turns, 1 or more.</param>
    public Turns(int count)
    {
        _free = _count = count;
    }

    /// <summary>Told of each turn that was taken, new or back, on any thread; null where nobody cares. Set before the first is taken.</summary>
    public Action? OnTaken { get; set; }

    /// <summary>Turns that somebody has.</summary>
    public int Taken => _count - Volatile.Read(ref _free);

    /// <summary>Takes a turn that nobody has. Whoever took one has to give it back.</summary>
    public bool TryTake() => Volatile.Read(ref _waiting) == 0 && TryTakeFree();

    /// <summary>Waits behind all who are ready already.</summary>
    public Place TakeReady() => Queue(_ready);

    /// <summary>Waits behind all who are ready, whenever they come.</summary>
    public Place TakeUnready() => Queue(_unready);

    /// <summary>Gives a turn back.</summary>
    public void Give()
    {
        Interlocked.Increment(ref _free);
        if (Volatile.Read(ref _waiting) > 0)
        {
            HandOn();
        }
    }

    /// <summary>Leaves the caller's turn to others while the caller waits for something; completes as that does, with the turn taken back.</summary>
    public async Task LendAsync(Task waiting)
    {
        Give();
        try
        {
            await waiting;
        }
        finally
        {
            await Queue(_returning).Task;
        }
    }

    private bool TryTakeFree()
    {
        for (var free = Volatile.Read(ref _free); free > 0;)
        {
            var before = Interlocked.CompareExchange(ref _free, free - 1, free);
            if (before == free)
            {
                OnTaken?.Invoke();
                return true;
            }

            free = before;
        }

        return false;
    }

    private void HandOn()
    {
        lock (_lock)
        {
            while (_waiting > 0 && TryTakeFree())
            {
                var queue = _returning.Count > 0 ? _returning : _ready.Count > 0 ? _ready : _unready;
                var next = queue.First!.Value;
                queue.RemoveFirst();
                _waiting--;
                next.SetResult();
            }
        }
    }

    private Place Queue(LinkedList<TaskCompletionSource> queue)
    {
        lock (_lock)
        {
            // Whoever waits already is about to be given what is free.
            if (Interlocked.Increment(ref _waiting) == 1 && TryTakeFree())
            {
                _waiting = 0;
                return new Place(this, Task.CompletedTask, null);
            }

            // Who gives a turn back has work of its own to go on with.
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new Place(this, turn.Task, queue.AddLast(turn));
        }
    }

    /// <summary>A place in a queue. The node is in no queue any more once its turn has come.</summary>
    public readonly struct Place(Turns turns, Task task, LinkedListNode<TaskCompletionSource>? node)
    {
        /// <summary>Completes when it is the turn of who stands here, who then has to give it back.</summary>
        public Task Task => task;

        /// <summary>Goes on waiting behind those who are ready already; nothing if the turn has come.</summary>
        public void MakeReady()
        {
            lock (turns._lock)
            {
                if (node?.List is { } queue && queue == turns._unready)
                {
                    queue.Remove(node);
                    turns._ready.AddLast(node);
                }
            }
        }

        /// <summary>Waits no longer. False if the turn has come.</summary>
        public bool TryLeave()
        {
            lock (turns._lock)
            {
                if (node?.List is not { } queue)
                {
                    return false;
                }

                queue.Remove(node);
                turns._waiting--;
                return true;
            }
        }
    }
}
