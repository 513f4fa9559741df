using ZiBai.Testing;
using ZiBai.Transport;

namespace ZiBai.Tests.Transport;

public sealed class ConnectionLimitTests
{
    [Fact]
    public async Task APlaceThatIsGivenBackIsRoom()
    {
        var limit = new ConnectionLimit(2);
        limit.Take();
        Assert.True(limit.RoomAsync().IsCompleted);
        limit.Take();
        var room = limit.RoomAsync();
        Assert.False(room.IsCompleted);

        limit.Give();

        await room.WaitAsync(Timeouts.Default);
        Assert.True(limit.RoomAsync().IsCompleted);
    }

    [Fact]
    public async Task OfThoseWhoWaitForRoomOneGoesOnAfterAnother()
    {
        var limit = new ConnectionLimit(1);
        limit.Take();
        Task[] waiting = [limit.RoomAsync(), limit.RoomAsync(), limit.RoomAsync()];

        limit.Give();
        await waiting[0].WaitAsync(Timeouts.Default);
        Assert.False(waiting[1].IsCompleted);

        limit.PassOn();
        await waiting[1].WaitAsync(Timeouts.Default);

        limit.Take();
        limit.PassOn();
        Assert.False(waiting[2].IsCompleted);
    }

    [Fact]
    public async Task WhoTakesTheLastPlaceIsToldToThoseWhoWaitForAClient()
    {
        var limit = new ConnectionLimit(2);
        limit.Take();
        var full = limit.Full;
        Assert.False(full!.IsCompleted);

        limit.Take();
        await full.WaitAsync(Timeouts.Default);
        Assert.True(limit.Full!.IsCompleted);

        limit.Give();
        Assert.False(limit.Full.IsCompleted);
    }

    [Fact]
    public void WhatIsTakenBeyondTheLimitIsGivenBackFirst()
    {
        var limit = new ConnectionLimit(1);
        limit.Take();
        limit.Take();

        limit.Give();
        Assert.False(limit.RoomAsync().IsCompleted);
        Assert.True(limit.Full!.IsCompleted);

        limit.Give();
        Assert.True(limit.RoomAsync().IsCompleted);
        Assert.False(limit.Full.IsCompleted);
    }

    [Fact]
    public async Task ALiftedLimitLetsEverybodyIn()
    {
        var limit = new ConnectionLimit(1);
        limit.Take();
        Task[] waiting = [limit.RoomAsync(), limit.RoomAsync()];

        limit.Lift();
        limit.Lift();
        limit.Give();

        await Task.WhenAll(waiting).WaitAsync(Timeouts.Default);
        limit.Take();
        Assert.True(limit.RoomAsync().IsCompletedSuccessfully);
        Assert.Null(limit.Full);
    }
}
