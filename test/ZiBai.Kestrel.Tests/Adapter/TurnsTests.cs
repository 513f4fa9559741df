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

        Assert.True(turns.TakeAsync().IsCompleted);
        Assert.True(turns.TakeAsync().IsCompleted);
        Assert.False(turns.TakeAsync().IsCompleted);
    }

    [Fact]
    public void ATurnThatWasGivenBackIsThereAgain()
    {
        var turns = new Turns(1);
        Assert.True(turns.TakeAsync().IsCompleted);
        turns.Give();

        Assert.True(turns.TakeAsync().IsCompleted);
        Assert.False(turns.TakeAsync().IsCompleted);
    }

    [Fact]
    public async Task ALentTurnIsSomebodyElsesMeanwhile()
    {
        var turns = new Turns(1);
        await turns.TakeAsync();

        var lending = turns.LendAsync(_waiting.Task);

        Assert.True(turns.TakeAsync().IsCompleted);
        _waiting.SetResult();
        Assert.False(lending.IsCompleted);
        turns.Give();
        await lending.WaitAsync(Timeouts.Default);
    }

    [Fact]
    public async Task WhoLentATurnComesBeforeThoseWhoNeverHadOne()
    {
        var turns = new Turns(1);
        await turns.TakeAsync();
        var lending = turns.LendAsync(_waiting.Task);
        await turns.TakeAsync();
        var other = turns.TakeAsync();

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
        await turns.TakeAsync();
        var lending = turns.LendAsync(_waiting.Task);
        _waiting.SetException(new IOException("pipe"));

        await Assert.ThrowsAsync<IOException>(() => lending.WaitAsync(Timeouts.Default));

        Assert.False(turns.TakeAsync().IsCompleted);
    }
}
