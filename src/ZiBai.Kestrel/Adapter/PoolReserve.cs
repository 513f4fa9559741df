namespace ZiBai.Adapter;

/// <summary>
/// Threads that the pool makes at once for synchronous apps to block, on top of those it would make anyway. Kestrel's own work, accepting and reading
/// above all, runs on the same pool: it needs a thread now, and not when the pool has noticed that the others do not come back. Each server of a
/// process adds its own and takes it back at its end, however an app blocks: in a read, in <c>write</c>, or in its own code.
/// </summary>
internal sealed class PoolReserve
{
    private static readonly Lock _lock = new();

    private int _threads;

    /// <param name="threads">Requests inside the app at once, and so threads that it can block: 1 or more.</param>
    public PoolReserve(int threads)
    {
        lock (_lock)
        {
            ThreadPool.GetMinThreads(out var least, out var completionPorts);
            ThreadPool.GetMaxThreads(out var most, out _);
            _threads = Math.Min(threads, most - least);
            ThreadPool.SetMinThreads(least + _threads, completionPorts);
        }
    }

    /// <summary>Takes the threads back. The pool ends those that it has no use for by itself.</summary>
    public void GiveBack()
    {
        lock (_lock)
        {
            ThreadPool.GetMinThreads(out var least, out var completionPorts);
            ThreadPool.SetMinThreads(Math.Max(1, least - _threads), completionPorts);
            _threads = 0;
        }
    }
}
