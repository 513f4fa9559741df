using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

public sealed class HeapTrimTests
{
    private readonly HeapTrim _heap;
    private long _allocated;
    private int _collections;

    public HeapTrimTests() => _heap = new HeapTrim(() => _allocated, () => _collections++);

    [Fact]
    public void NothingIsCollectedBeforeEnoughWasAllocated()
    {
        _allocated = HeapTrim.Interval - 1;
        _heap.Look();
        Assert.Equal(0, _collections);
    }

    [Fact]
    public void TheHeapIsCollectedOnceForEachInterval()
    {
        foreach (var (allocated, collections) in ((long, int)[])[(HeapTrim.Interval, 1), ((2 * HeapTrim.Interval) - 1, 1), (2 * HeapTrim.Interval, 2)])
        {
            _allocated = allocated;
            _heap.Look();
            _heap.Look();
            Assert.Equal(collections, _collections);
        }
    }

    [Fact]
    public void OfThisProcessItCollectsEveryGeneration()
    {
        var before = GC.CollectionCount(GC.MaxGeneration);
        HeapTrim.OfThisProcess().Look();
        Assert.NotEqual(before, GC.CollectionCount(GC.MaxGeneration));
    }
}
