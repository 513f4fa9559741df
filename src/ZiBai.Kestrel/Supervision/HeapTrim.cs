namespace ZiBai.Supervision;

/// <summary>
/// Keeps the heap of a process small that lives for months and allocates a little all the time. Left alone, the runtime collects no sooner than
/// the first generation fills the processor's cache, tens of megabytes, and keeps that much for good.
/// </summary>
internal sealed class HeapTrim
{
    /// <summary>Bytes that may be allocated between two collections.</summary>
    public const long Interval = 2 << 20;

    private readonly Func<long> _allocated;
    private readonly Action _collect;
    private long _last;

    /// <param name="allocated">Gives the bytes that the process has allocated so far.</param>
    /// <param name="collect">Collects all there is, and gives what is free back to the system.</param>
    public HeapTrim(Func<long> allocated, Action collect)
    {
        _allocated = allocated;
        _collect = collect;
    }

    /// <summary>That of this process.</summary>
    public static HeapTrim OfThisProcess() => new(
        static () => GC.GetTotalAllocatedBytes(),
        static () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true));

    /// <summary>Collects if enough was allocated since the last time.</summary>
    public void Look()
    {
        var allocated = _allocated();
        if (allocated - _last >= Interval)
        {
            _collect();
            _last = allocated;
        }
    }
}
