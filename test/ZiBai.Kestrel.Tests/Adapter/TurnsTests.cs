using ZiBai.Adapter;
using ZiBai.Testing;

namespace ZiBai.Tests.Adapter;

public sealed class TurnsTests
{
    // Without the usual option: what waits for it goes on at once.
    private readonly TaskCompletionSource _waiting = new();

    [Fact]
    public void ThereAreSoManyTurnsAndNoMore()
    {
        var turns = new Turns(2);

        Assert.True(turns.TakeReady().Task.IsCompleted);
        Assert.True(turns.TakeReady().Task.IsCompleted);
        Assert.False(turns.TakeReady().Task.IsCompleted);
    }

    [Fact]
    public void ATurnThatWasGivenBackIsThereAgain()
    {
        var turns = new Turns(1);
        Assert.True(turns.TakeReady().Task.IsCompleted);
        turns.Give();

        Assert.True(turns.TakeReady().Task.IsCompleted);
        Assert.False(turns.TakeReady().Task.IsCompleted);
    }

    [Fact]
    public async Task EveryTurnThatIsTakenIsTold()
    {
        var told = 0;
        var turns = new Turns(1) { OnTaken = () => told++ };

        Assert.True(turns.TryTake());
        var next = turns.TakeReady();
        Assert.Equal(1, told);

        turns.Give();
        await next.Task;
        Assert.Equal(2, told);

        // Taken back after a time in which nobody had it.
        var lending = turns.LendAsync(_waiting.Task);
        Assert.Equal(2, told);
        _waiting.SetResult();
        await lending;
        Assert.Equal(3, told);
    }

    [Fact]
    public async Task ALentTurnIsSomebodyElsesMeanwhile()
    {
        var turns = new Turns(1);
        await turns.TakeReady().Task;

        var lending = turns.LendAsync(_waiting.Task);

        Assert.True(turns.TakeReady().Task.IsCompleted);
        _waiting.SetResult();
        Assert.False(lending.IsCompleted);
        turns.Give();
        await lending.WaitAsync(Timeouts.Default);
    }

    [Fact]
    public async Task WhoLentATurnComesBeforeThoseWhoNeverHadOne()
    {
        var turns = new Turns(1);
        await turns.TakeReady().Task;
        var lending = turns.LendAsync(_waiting.Task);
        await turns.TakeReady().Task;
        var other = turns.TakeReady().Task;

        _waiting.SetResult();
        turns.Give();

        await lending.WaitAsync(Timeouts.Default);
        Assert.False(other.IsCompleted);
        turns.Give();
        await other.WaitAsync(Timeouts.Default);
    }

    [Fact]
    public async Task WhatEndsBadlyTakesItsTurnBackToo()
    {
        var turns = new Turns(1);
        await turns.TakeReady().Task;
        var lending = turns.LendAsync(_waiting.Task);
        _waiting.SetException(new IOException("pipe"));

        await Assert.ThrowsAsync<IOException>(() => lending.WaitAsync(Timeouts.Default));

        Assert.False(turns.TakeReady().Task.IsCompleted);
    }

    [Fact]
    public void AFreeTurnIsTakenAtOnce()
    {
        var turns = new Turns(1);

        Assert.True(turns.TryTake());
        Assert.False(turns.TryTake());
        turns.Give();
        Assert.True(turns.TryTake());
    }

    [Fact]
    public void AFreeTurnIsForThoseTooWhoAreNotReady()
    {
        var turns = new Turns(1);

        Assert.True(turns.TakeUnready().Task.IsCompleted);
        Assert.False(turns.TryTake());
    }

    [Fact]
    public async Task WhoIsReadyComesBeforeThoseWhoAreNot()
    {
        var turns = new Turns(1);
        Assert.True(turns.TryTake());
        var (early, late) = (turns.TakeUnready(), turns.TakeUnready());
        var ready = turns.TakeReady();

        await AssertOrderAsync(turns, ready, early, late);
    }

    [Fact]
    public async Task WhoBecomesReadyComesBehindThoseWhoWere()
    {
        var turns = new Turns(1);
        Assert.True(turns.TryTake());
        var (unready, becoming) = (turns.TakeUnready(), turns.TakeUnready());
        var ready = turns.TakeReady();

        becoming.MakeReady();
        ready.MakeReady();
        var last = turns.TakeReady();

        await AssertOrderAsync(turns, ready, becoming, last, unready);
    }

    [Fact]
    public async Task WhoLeavesHasNoTurn()
    {
        var turns = new Turns(1);
        Assert.True(turns.TryTake());
        var (leaving, staying) = (turns.TakeUnready(), turns.TakeUnready());

        Assert.True(leaving.TryLeave());

        Assert.False(leaving.TryLeave());
        await AssertOrderAsync(turns, staying);
        Assert.False(leaving.Task.IsCompleted);
    }

    [Fact]
    public async Task WhoHasTheTurnCannotLeave()
    {
        var turns = new Turns(1);
        Assert.True(turns.TryTake());
        var place = turns.TakeUnready();
        turns.Give();

        Assert.False(place.TryLeave());
        place.MakeReady();

        await place.Task.WaitAsync(Timeouts.Default);
        Assert.False(turns.TryTake());
    }

    [Fact]
    public async Task WhoLentATurnComesBeforeAllOthers()
    {
        var turns = new Turns(1);
        Assert.True(turns.TryTake());
        var lending = turns.LendAsync(_waiting.Task);
        Assert.True(turns.TryTake());
        var unready = turns.TakeUnready();
        var ready = turns.TakeReady();

        _waiting.SetResult();
        turns.Give();

        await lending.WaitAsync(Timeouts.Default);
        Assert.False(ready.Task.IsCompleted);
        await AssertOrderAsync(turns, ready, unready);
    }

    /// <summary>Gives the one turn back again and again.</summary>
    private static async Task AssertOrderAsync(Turns turns, params Turns.Place[] places)
    {
        for (var next = 0; next < places.Length; next++)
        {
            Assert.All(places[next..], static place => Assert.False(place.Task.IsCompleted));
            turns.Give();
            await places[next].Task.WaitAsync(Timeouts.Default);
        }
    }

    /// <summary>Giving and waiting look past each other only where one of them does not see the other; who waits would then wait for ever.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ManyAtOnceAllGetTheirTurnsAndNeverMoreThanThereAre(int count)
    {
        var turns = new Turns(count);
        var (inside, most) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(TakeAndGiveAsync))).WaitAsync(Timeouts.Default);

        Assert.InRange(most, 1, count);
        Assert.All(Enumerable.Range(0, count), _ => Assert.True(turns.TryTake()));
        Assert.False(turns.TryTake());

        async Task TakeAndGiveAsync()
        {
            for (var i = 0; i < 20_000; i++)
            {
                if (!turns.TryTake())
                {
                    var place = turns.TakeUnready();
                    if (i % 3 == 0)
                    {
                        place.MakeReady();
                    }

                    if (i % 5 == 0 && place.TryLeave())
                    {
                        continue;
                    }

                    await place.Task;
                }

                var now = Interlocked.Increment(ref inside);
                InterlockedMax(ref most, now);
                if (i % 7 == 0)
                {
                    Interlocked.Decrement(ref inside);
                    await turns.LendAsync(Task.CompletedTask);
                    InterlockedMax(ref most, Interlocked.Increment(ref inside));
                }

                Interlocked.Decrement(ref inside);
                turns.Give();
            }
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref most, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
