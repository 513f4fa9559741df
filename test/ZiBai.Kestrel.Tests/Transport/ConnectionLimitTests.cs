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
        Task[] waiting = [limit.RoomAsync(CancellationToken.None), limit.RoomAsync(CancellationToken.None)];
        Assert.DoesNotContain(waiting, static one => one.IsCompleted);

        limit.Give();

        await Task.WhenAll(waiting).WaitAsync(Timeouts.Default);
        Assert.True(limit.RoomAsync(CancellationToken.None).IsCompletedSuccessfully);
        Assert.True(limit.TakeAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public void WithoutALimitNobodyWaits()
    {
        var limit = new ConnectionLimit(null);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(limit.TakeAsync().IsCompletedSuccessfully));
        Assert.True(limit.RoomAsync(CancellationToken.None).IsCompletedSuccessfully);
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

        await Task.WhenAll(waiting).WaitAsync(Timeouts.Default);
        Assert.True(limit.RoomAsync(CancellationToken.None).IsCompletedSuccessfully);
        Assert.True(limit.TakeAsync().IsCompletedSuccessfully);
    }
}
