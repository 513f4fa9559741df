using ZiBai.Worker;

namespace ZiBai.Tests.Worker;

public sealed class RequestCapTests
{
    private int _told;

    [Fact]
    public void ItTellsAtTheCapAndNotBefore()
    {
        var cap = new RequestCap(3, () => _told++);
        cap.Count();
        cap.Count();
        Assert.Equal(0, _told);

        cap.Count();

        Assert.Equal(1, _told);
    }

    [Fact]
    public void ItTellsOnce()
    {
        var cap = new RequestCap(1, () => _told++);
        for (var request = 0; request < 5; request++)
        {
            cap.Count();
        }

        Assert.Equal(1, _told);
    }

    [Fact]
    public void ItTellsOnceHoweverManyCountAtOnce()
    {
        var cap = new RequestCap(500, () => Interlocked.Increment(ref _told));

        Parallel.For(0, 1000, _ => cap.Count());

        Assert.Equal(1, _told);
    }

    [Theory]
    [InlineData(1, null, 1, 1)]
    [InlineData(9, null, 9, 9)]
    [InlineData(10, null, 10, 11)]
    [InlineData(40, null, 40, 44)]
    [InlineData(10, 0L, 10, 10)]
    [InlineData(1, 3L, 1, 4)]
    public void ACapIsRaisedByAnythingUpToTheJitter(long cap, long? jitter, long least, long most)
    {
        var chance = new Random(1);

        var raised = Enumerable.Range(0, 1000).Select(_ => RequestCap.Raised(cap, jitter, chance)).ToHashSet();

        Assert.Equal(Enumerable.Range(0, (int)(most - least) + 1).Select(by => least + by), raised.Order());
    }

    [Theory]
    [InlineData(long.MaxValue, null)]
    [InlineData(long.MaxValue - 1, 5L)]
    [InlineData(1, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public void ACapIsNeverRaisedBeyondWhatCanBeCounted(long cap, long? jitter) =>
        Assert.InRange(RequestCap.Raised(cap, jitter, new Random(1)), cap, long.MaxValue);
}
