using ZiBai.Testing;
using ZiBai.Transport;

namespace ZiBai.Tests.Transport;

public sealed class ConnectionLimitTests
{
    [Fact]
    public async Task APlaceThatIsGivenBackIsTheNextOnes()
    {
        var limit = new ConnectionLimit(2);
        await limit.TakeAsync();
        await limit.TakeAsync();
        var third = limit.TakeAsync();
        Assert.False(third.IsCompleted);

        limit.Give();

        await third.WaitAsync(Timeouts.Default);
        Assert.False(limit.TakeAsync().IsCompleted);
    }

    [Fact]
    public async Task WhoWaitsForRoomTakesNone()
    {
        var limit = new ConnectionLimit(1);
        await limit.TakeAsync();
        Task[] waiting = [limit.RoomAsync(), limit.RoomAsync()];
        Assert.DoesNotContain(waiting, static one => one.IsCompleted);

        limit.Give();

        await Task.WhenAll(waiting).WaitAsync(Timeouts.Default);
        Assert.True(limit.RoomAsync().IsCompletedSuccessfully);
        Assert.True(limit.TakeAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task WhoTakesTheLastPlaceIsToldToThoseWhoWaitForAClient()
    {
        var limit = new ConnectionLimit(2);
        await limit.TakeAsync();
        var full = limit.Full;
        Assert.False(full!.IsCompleted);

        await limit.TakeAsync();
        await full.WaitAsync(Timeouts.Default);
        Assert.True(limit.Full!.IsCompleted);

        limit.Give();
        Assert.False(limit.Full.IsCompleted);
    }

    [Fact]
    public async Task APlaceThatSomebodyWaitsForIsNoRoom()
    {
        var limit = new ConnectionLimit(1);
        await limit.TakeAsync();
        var next = limit.TakeAsync();

        limit.Give();

        await next.WaitAsync(Timeouts.Default);
        Assert.False(limit.RoomAsync().IsCompleted);
        Assert.True(limit.Full!.IsCompleted);
    }

    [Fact]
    public void WithoutALimitNobodyWaits()
    {
        var limit = new ConnectionLimit(null);
        Assert.Null(limit.Full);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(limit.TakeAsync().IsCompletedSuccessfully));
        Assert.True(limit.RoomAsync().IsCompletedSuccessfully);
        limit.Give();
        limit.Lift();
    }

    [Fact]
    public async Task ALiftedLimitLetsEverybodyIn()
    {
        var limit = new ConnectionLimit(1);
        await limit.TakeAsync();
        Task[] waiting = [limit.TakeAsync(), limit.TakeAsync()];

        limit.Lift();
        limit.Lift();
        limit.Give();
        Assert.Null(limit.Full);

        await Task.WhenAll(waiting).WaitAsync(Timeouts.Default);
        Assert.True(limit.RoomAsync().IsCompletedSuccessfully);
        Assert.True(limit.TakeAsync().IsCompletedSuccessfully);
    }
}
