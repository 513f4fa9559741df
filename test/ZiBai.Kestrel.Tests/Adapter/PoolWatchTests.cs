using ZiBai.Adapter;
using ZiBai.Testing;

namespace ZiBai.Tests.Adapter;

public sealed class PoolWatchTests : IDisposable
{
    /// <summary>So many that whatever else the pool does meanwhile cannot make them seem to come through.</summary>
    private const int Requests = 100_000;

    private readonly Turns _turns = new(Requests);
    private readonly PoolReserve _reserve = new(2);
    private readonly PoolWatch _watch;

    public PoolWatchTests()
    {
        _watch = new PoolWatch(_turns, _reserve);
    }

    public void Dispose() => _watch.Dispose();

    [Fact]
    public void TheReserveIsTakenWhileTheAppBlocksAndGivenBackAtTheEnd()
    {
        Assert.False(_reserve.IsTaken);
        for (var request = 0; request < Requests; request++)
        {
            Assert.True(_turns.TryTake());
        }

        Assert.True(SpinWait.SpinUntil(() => _reserve.IsTaken, Timeouts.Default));

        _watch.Dispose();
        Assert.True(SpinWait.SpinUntil(() => !_reserve.IsTaken, Timeouts.Default));
    }

    // Whatever else the pool has to do: a worker's signs of life, each second, would keep it awake for ever.
    [Fact]
    public void ItRestsOnceNobodyIsInside()
    {
        Assert.True(_turns.TryTake());
        Assert.False(_watch.IsResting);

        _turns.Give();
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                ThreadPool.QueueUserWorkItem(static _ => { });
                return _watch.IsResting;
            },
            Timeouts.Default));
        Assert.True(_turns.TryTake());
        Assert.False(_watch.IsResting);
    }

    [Fact]
    public void AWatchThatHasEndedIsWokenInVain()
    {
        _watch.Dispose();
        Assert.True(_turns.TryTake());

        Assert.False(_reserve.IsTaken);
    }

    [Fact]
    public void TheReserveIsOnTopOfWhatThePoolMakesAnyway()
    {
        var usual = PoolReserve.Usual;

        _reserve.Take();
        _reserve.Take();
        Assert.Equal((true, usual), (_reserve.IsTaken, PoolReserve.Usual));

        _reserve.GiveBack();
        _reserve.GiveBack();
        Assert.Equal((false, usual), (_reserve.IsTaken, PoolReserve.Usual));
    }
}
