namespace ZiBai.Worker;

/// <summary>Counts requests, and tells once when the cap is reached.</summary>
internal sealed class RequestCap
{
    private readonly long _cap;
    private readonly Action _reached;
    private long _served;

    /// <param name="cap">Requests until it tells, 1 or more.</param>
    /// <param name="reached">Told once, by the request that reaches the cap.</param>
    public RequestCap(long cap, Action reached)
    {
        _cap = cap;
        _reached = reached;
    }

    /// <summary>A cap raised by chance, so that workers do not reach theirs together.</summary>
    /// <param name="cap">The cap, 1 or more.</param>
    /// <param name="jitter">The most that it is raised by; null for a tenth of it.</param>
    /// <param name="random">Chance.</param>
    public static long Raised(long cap, long? jitter, Random random) =>
        cap + random.NextInt64(Math.Min(jitter ?? cap / 10, long.MaxValue - cap - 1) + 1);

    /// <summary>Counts one request.</summary>
    public void Count()
    {
        if (Interlocked.Increment(ref _served) == _cap)
        {
            _reached();
        }
    }
}
