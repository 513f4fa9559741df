namespace ZiBai.Adapter;

/// <summary>
/// Threads that the pool makes at once for synchronous apps to block, on top of those it would make anyway. Kestrel's own work, accepting and reading
/// above all, runs on the same pool: it needs a thread now, and not when the pool has noticed that the others do not come back. Each server of a
/// process adds its own and takes it back, however an app blocks: in a read, in <c>write</c>, or in its own code. An app that does not block has no use
/// for them, and pays for them: the pool wakes as many as may run, for each other's few cores.
/// </summary>
internal sealed class PoolReserve
{
    private static readonly Lock _lock = new();
    private static int _reserved;

    private readonly int _most;
    private int _threads;

    /// <param name="threads">Requests inside the app at once, and so threads that it can block: 1 or more.</param>
    public PoolReserve(int threads)
    {
        _most = threads;
    }

    /// <summary>Threads that the pool makes at once without any server's reserve.</summary>
    public static int Usual
    {
        get
        {
            lock (_lock)
            {
                ThreadPool.GetMinThreads(out var least, out _);
                return Math.Max(1, least - _reserved);
            }
        }
    }

    /// <summary>Whether the threads are there for the app.</summary>
    public bool IsTaken => _threads > 0;

    /// <summary>Adds the threads, as many of them as the pool may have; nothing if they are there.</summary>
    public void Take()
    {
        lock (_lock)
        {
            if (!IsTaken)
            {
                ThreadPool.GetMinThreads(out var least, out _);
                ThreadPool.GetMaxThreads(out var most, out _);
                Change(Math.Min(_most, most - least));
            }
        }
    }

    /// <summary>Takes the threads back. The pool ends those that it has no use for by itself.</summary>
    public void GiveBack()
    {
        lock (_lock)
        {
            Change(-_threads);
        }
    }

    private void Change(int threads)
    {
        ThreadPool.GetMinThreads(out var least, out var completionPorts);
        ThreadPool.SetMinThreads(Math.Max(1, least + threads), completionPorts);
        _threads += threads;
        _reserved += threads;
    }
}
