using Microsoft.Extensions.Time.Testing;
using ZiBai.Supervision.Watching;

namespace ZiBai.Tests.Supervision.Watching;

public sealed class ChangeGatheringTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ChangeGathering _gathering;
    private int _told;
    private long _first;

    public ChangeGatheringTests()
    {
        _gathering = new ChangeGathering(_time, first =>
        {
            _told++;
            _first = first;
        });
    }

    [Fact]
    public void NothingIsToldWithoutAChange()
    {
        Pass(10_000);

        Assert.Equal(0, _told);
    }

    [Fact]
    public void AChangeIsToldAfter200MillisecondsOfRestAndOnce()
    {
        _gathering.Note();
        Pass(199);
        Assert.Equal(0, _told);

        Pass(1);
        Assert.Equal(1, _told);

        Pass(10_000);
        Assert.Equal(1, _told);
    }

    [Fact]
    public void ChangesThatFollowOneAnotherAreOne()
    {
        for (var i = 0; i < 5; i++)
        {
            _gathering.Note();
            Pass(150);
        }

        Assert.Equal(0, _told);
        Pass(50);
        Assert.Equal(1, _told);
    }

    [Fact]
    public void ChangesThatNeverCeaseAreToldAfterTwoSeconds()
    {
        for (var i = 0; i < 19; i++)
        {
            _gathering.Note();
            Pass(100);
        }

        _gathering.Note();
        Pass(99);
        Assert.Equal(0, _told);

        Pass(1);
        Assert.Equal(1, _told);
    }

    [Fact]
    public void AfterTheyAreToldTheWaitBeginsAnew()
    {
        _gathering.Note();
        Pass(200);
        Pass(1900);

        _gathering.Note();
        Pass(199);
        Assert.Equal(1, _told);

        Pass(1);
        Assert.Equal(2, _told);
    }

    [Fact]
    public void TheTimeOfTheFirstIsToldWithThem()
    {
        Pass(50);
        var first = _time.GetTimestamp();
        _gathering.Note();
        Pass(150);
        _gathering.Note();
        Pass(200);
        Assert.Equal(first, _first);

        var next = _time.GetTimestamp();
        _gathering.Note();
        Pass(200);
        Assert.Equal(next, _first);
    }

    [Fact]
    public void NothingIsToldAfterTheEnd()
    {
        _gathering.Note();
        _gathering.Dispose();

        Pass(10_000);

        Assert.Equal(0, _told);
    }

    public void Dispose() => _gathering.Dispose();

    private void Pass(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
}
