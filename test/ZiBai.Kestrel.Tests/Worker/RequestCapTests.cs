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
}
