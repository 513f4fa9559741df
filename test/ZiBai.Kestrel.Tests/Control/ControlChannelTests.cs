using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using ZiBai.Control;
using ZiBai.Testing;

namespace ZiBai.Tests.Control;

public sealed class ControlChannelTests
{
    [Fact]
    public async Task MessagesArriveInOrder()
    {
        var (one, other) = await ChannelEnds.TalkAsync();
        await using var a = one;
        await using var b = other;

        for (var i = 0; i < 500; i++)
        {
            one.Send(new WorkersChanged(i));
        }

        for (var i = 0; i < 500; i++)
        {
            Assert.Equal(new WorkersChanged(i), await ReceiveAsync(other));
        }
    }

    [Fact]
    public async Task BothSidesMaySpeakAtOnce()
    {
        var (one, other) = await ChannelEnds.TalkAsync();
        await using var a = one;
        await using var b = other;

        one.Send(new Quit());
        other.Send(new Ready());

        Assert.Equal(new Ready(), await ReceiveAsync(one));
        Assert.Equal(new Quit(), await ReceiveAsync(other));
    }

    [Fact]
    public async Task ABigMessageArrivesWhole()
    {
        var (one, other) = await ChannelEnds.TalkAsync();
        await using var a = one;
        await using var b = other;
        var big = new StartFailed(1, "big", new string('x', ControlChannel.LongestMessage - 200));

        one.Send(big);
        one.Send(new Quit());

        Assert.Equal(big, await ReceiveAsync(other));
        Assert.Equal(new Quit(), await ReceiveAsync(other));
    }

    [Fact]
    public async Task TheLongestFailureFitsWhateverIsInIt()
    {
        var (one, other) = await ChannelEnds.TalkAsync();
        await using var a = one;
        await using var b = other;
        var failure = StartFailed.Of(1, new string('\u0001', 10_000_000), new string('\u00e9', 10_000_000));

        one.Send(failure);

        Assert.Equal(failure, await ReceiveAsync(other));
        Assert.Equal((StartFailed.LongestText, StartFailed.LongestText), (failure.Reason.Length, failure.Detail!.Length));
        Assert.EndsWith("...", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMessageInPiecesIsOne()
    {
        await using var ends = await ChannelEnds.ConnectAsync();
        var received = ReceiveAsync(ends.Channel);
        foreach (var piece in Frame("{\"is\":\"workers\",\"workers\":7}"))
        {
            await ends.Other.SendAsync(new[] { piece });
        }

        Assert.Equal(new WorkersChanged(7), await received);
    }

    [Fact]
    public async Task TheEndOfTheOtherSideIsTheEnd()
    {
        await using var ends = await ChannelEnds.ConnectAsync();
        await ends.Other.SendAsync(Frame("{\"is\":\"ready\"}"));
        ends.Other.Close();

        Assert.Equal(new Ready(), await ReceiveAsync(ends.Channel));
        Assert.Null(await ReceiveAsync(ends.Channel));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(10)]
    public async Task AMessageCutShortIsTheEnd(int bytes)
    {
        await using var ends = await ChannelEnds.ConnectAsync();
        await ends.Other.SendAsync(Frame("{\"is\":\"ready\"}").AsMemory(0, bytes));
        ends.Other.Close();

        Assert.Null(await ReceiveAsync(ends.Channel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(ControlChannel.LongestMessage + 1)]
    [InlineData(int.MaxValue)]
    public async Task ALengthThatNoMessageHasIsRefused(int length)
    {
        await using var ends = await ChannelEnds.ConnectAsync();
        var prefix = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, length);
        await ends.Other.SendAsync(prefix);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => ReceiveAsync(ends.Channel));
        Assert.Contains($"{length} bytes", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("not json")]
    [InlineData("{\"is\":\"no-such\"}")]
    [InlineData("{\"is\":null}")]
    [InlineData("{\"is\":\"workers\",\"workers\":\"many\"}")]
    [InlineData("{\"is\":\"workers\"")]
    public async Task WhatIsNoMessageIsRefused(string text)
    {
        await using var ends = await ChannelEnds.ConnectAsync();
        await ends.Other.SendAsync(Frame(text));

        await Assert.ThrowsAsync<InvalidDataException>(() => ReceiveAsync(ends.Channel));
    }

    [Fact]
    public async Task SendingNeverWaitsForTheOtherSide()
    {
        var ends = await ChannelEnds.ConnectAsync();
        Assert.False(ends.Channel.IsBehind);
        var big = new StartFailed(1, "big", new string('x', 500_000));

        // More than the system keeps for a reader that does not read.
        for (var i = 0; i < 50; i++)
        {
            ends.Channel.Send(big);
        }

        Assert.True(ends.Channel.IsBehind);
        await ends.DisposeAsync();
    }

    [Fact]
    public async Task DisposingSendsWhatIsUnsent()
    {
        var (one, other) = await ChannelEnds.TalkAsync();
        await using var b = other;
        var big = new StartFailed(1, "big", new string('x', 500_000));
        for (var i = 0; i < 10; i++)
        {
            one.Send(big);
        }

        one.Send(new Quit());
        var disposed = one.DisposeAsync().AsTask();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(big, await ReceiveAsync(other));
        }

        Assert.Equal(new Quit(), await ReceiveAsync(other));
        Assert.Null(await ReceiveAsync(other));
        await disposed.WaitAsync(Timeouts.Default);
    }

    [Fact]
    public async Task SendingToASideThatIsGoneIsOfNoEffect()
    {
        await using var ends = await ChannelEnds.ConnectAsync();
        ends.Other.Close();
        Assert.Null(await ReceiveAsync(ends.Channel));

        for (var i = 0; i < 100; i++)
        {
            ends.Channel.Send(new Quit());
        }

        await ends.Channel.DisposeAsync().AsTask().WaitAsync(Timeouts.Default);
        ends.Channel.Send(new Quit());
    }

    [Fact]
    public async Task ASideThatGoesAwayWithUnreadMessagesIsTheEnd()
    {
        await using var ends = await ChannelEnds.ConnectAsync();
        ends.Channel.Send(new Quit());
        Assert.True(ends.Other.Poll(Timeouts.Default, SelectMode.SelectRead));

        // The system tells of a reset then, and not of an end.
        ends.Other.Close();

        Assert.Null(await ReceiveAsync(ends.Channel));
    }

    [Fact]
    public async Task WaitingCanBeGivenUp()
    {
        await using var ends = await ChannelEnds.ConnectAsync();
        using var givesUp = new CancellationTokenSource();
        var received = ends.Channel.ReceiveAsync(givesUp.Token).AsTask();

        await givesUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => received.WaitAsync(Timeouts.Default));
    }

    private static Task<ControlMessage?> ReceiveAsync(ControlChannel channel) => channel.ReceiveAsync().AsTask().WaitAsync(Timeouts.Default);

    private static byte[] Frame(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        var frame = new byte[4 + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, body.Length);
        body.CopyTo(frame, 4);
        return frame;
    }
}
