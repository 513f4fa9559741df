using ZiBai.Adapter;

namespace ZiBai.Tests.Adapter;

public sealed class PoolNeedTests
{
    private const int Usual = 2;

    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(10);

    private readonly PoolNeed _need = new(TimeSpan.Zero, 0);
    private TimeSpan _now;
    private long _completed;

    [Fact]
    public void AnAppThatHoldsEveryThreadIsGivenMoreAtOnce()
    {
        Look(items: 0, inside: Usual);

        Assert.True(_need.IsThere);
    }

    // 70,000 requests a second: whoever looks while the system has put ten threads aside finds ten inside, though none of them blocks.
    [Fact]
    public void AnAppThatIsSoonThroughNeedsNone()
    {
        Look(items: 2100, inside: 10, isWorkWaiting: true);

        Assert.False(_need.IsThere);
    }

    [Fact]
    public void AThreadThatIsFreeIsEnough()
    {
        Look(items: 0, inside: Usual - 1);

        Assert.False(_need.IsThere);
    }

    [Fact]
    public void AThreadThatIsFreeIsNotEnoughWhereWorkWaits()
    {
        Look(items: 0, inside: Usual - 1, isWorkWaiting: true);

        Assert.True(_need.IsThere);
    }

    // 100 requests of 100 ms at once: a thousand a second come through, and each is long inside all the same.
    [Fact]
    public void ManyThatComeThroughAreNoSignOfAnAppThatDoesNotBlockWhereAsManyAreInside()
    {
        Look(items: 30, inside: 100);

        Assert.True(_need.IsThere);
    }

    [Fact]
    public void NobodyInsideIsNoNeed()
    {
        Look(items: 0, inside: 0, isWorkWaiting: true);

        Assert.False(_need.IsThere);
    }

    [Fact]
    public void TheNeedLastsAWhileLongerThanTheBlocking()
    {
        Look(items: 0, inside: Usual);

        PassTime(PoolNeed.Patience - _interval);
        Assert.True(_need.IsThere);

        PassTime(_interval);
        Assert.False(_need.IsThere);
    }

    private void PassTime(TimeSpan time)
    {
        for (var end = _now + time; _now < end;)
        {
            Look(items: 0, inside: 0);
        }
    }

    private void Look(int items, int inside, bool isWorkWaiting = false) =>
        _need.Look(_now += _interval, _completed += items, inside, isWorkWaiting, Usual);
}
