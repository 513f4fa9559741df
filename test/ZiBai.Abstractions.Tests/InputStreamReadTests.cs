using ZiBai.Testing;

namespace ZiBai.Tests;

public sealed class InputStreamReadTests
{
    [Fact]
    public void ReadFillsTheSpanWithWhatIsThere()
    {
        using var input = Body.Of("hello");
        Span<byte> buffer = stackalloc byte[8];

        Assert.Equal(5, input.Read(buffer));
        Assert.Equal("hello", buffer[..5].ToArray().Text());
    }

    [Fact]
    public void ReadIntoAnArrayTouchesOnlyItsPart()
    {
        using var input = Body.Of("hello");
        var buffer = "........"u8.ToArray();

        Assert.Equal(3, input.Read(buffer, 2, 3));
        Assert.Equal("..hel...", buffer.Text());
    }

    [Fact]
    public void ReadIntoAnArrayAfterALineTouchesOnlyItsPart()
    {
        using var input = Body.Of("a\nhello");
        input.ReadLine();
        var buffer = "........"u8.ToArray();

        Assert.Equal(3, input.Read(buffer, 2, 3));
        Assert.Equal("..hel...", buffer.Text());
    }

    [Fact]
    public void ReadReturnsZeroAtTheEndAndStaysThere()
    {
        using var input = Body.Of("ab");
        var buffer = new byte[4];

        Assert.Equal([2, 0, 0], new[] { input.Read(buffer), input.Read(buffer), input.Read(buffer) });
    }

    [Fact]
    public void ReadOfAnEmptyBodyReturnsZero()
    {
        using var input = Body.Of("");

        Assert.Equal(0, input.Read(new byte[1]));
    }

    [Fact]
    public void ReadReturnsWhatASlowClientSentAndDoesNotWaitForMore()
    {
        using var input = Body.Dripping("hello", atATime: 2);

        Assert.Equal(2, input.Read(new byte[8]));
    }

    [Fact]
    public void ReadIntoNothingLeavesTheBodyAlone()
    {
        using var input = Body.Of("a\nb");
        input.ReadLine();

        Assert.Equal(0, input.Read([]));
        Assert.Equal('b', input.ReadByte());
    }

    [Fact]
    public async Task ReadAsyncFillsTheMemory()
    {
        using var input = Body.Dripping("hello", atATime: 8);
        var buffer = new byte[8];

        Assert.Equal(5, await input.ReadAsync(buffer).AsTask().WaitAsync(Timeouts.Default));
        Assert.Equal("hello", buffer[..5].Text());
    }

    [Fact]
    public async Task ReadAsyncIntoAnArrayTouchesOnlyItsPart()
    {
        using var input = Body.Dripping("hello", atATime: 8);
        var buffer = "........"u8.ToArray();

#pragma warning disable CA1835 // This overload is what is tested.
        Assert.Equal(3, await input.ReadAsync(buffer, 2, 3, CancellationToken.None).WaitAsync(Timeouts.Default));
#pragma warning restore CA1835
        Assert.Equal("..hel...", buffer.Text());
    }

    [Fact]
    public async Task ReadAsyncIsCancelledByItsToken()
    {
        using var input = Body.Dripping("hello");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => input.ReadAsync(new byte[1], new CancellationToken(canceled: true)).AsTask().WaitAsync(Timeouts.Default));
    }

    [Fact]
    public void ReadByteGivesEachByteAndThenMinusOne()
    {
        using var input = Body.Of("\u00ffa");

        Assert.Equal([0xff, 'a', -1, -1], new[] { input.ReadByte(), input.ReadByte(), input.ReadByte(), input.ReadByte() });
    }

    [Fact]
    public void CopyToCopiesTheRestOfTheBody()
    {
        using var input = Body.Dripping("hello world", atATime: 3);
        input.ReadByte();
        using var copy = new MemoryStream();

        input.CopyTo(copy);

        Assert.Equal("ello world", copy.ToArray().Text());
    }

    [Fact]
    public void CopyToBeginsWithWhatALineReadAhead()
    {
        using var input = Body.Of("first\nsecond\nthird");
        input.ReadLine();
        using var copy = new MemoryStream();

        input.CopyTo(copy);

        Assert.Equal("second\nthird", copy.ToArray().Text());
    }

    [Fact]
    public async Task CopyToAsyncBeginsWithWhatALineReadAhead()
    {
        using var input = Body.Dripping("first\nsecond\nthird", atATime: 8);
        await input.ReadLineAsync().AsTask().WaitAsync(Timeouts.Default);
        using var copy = new MemoryStream();

        await input.CopyToAsync(copy).WaitAsync(Timeouts.Default);

        Assert.Equal("second\nthird", copy.ToArray().Text());
    }

    [Fact]
    public void BlocksAndLinesTakeTurnsWithoutLosingAByte()
    {
        using var input = Body.Of("one\ntwo\nthree\nfour");
        var block = new byte[2];

        Assert.Equal("one\n", input.ReadLine().Text());
        input.ReadExactly(block);
        Assert.Equal("tw", block.Text());
        Assert.Equal("o\n", input.ReadLine().Text());
        Assert.Equal('t', input.ReadByte());
        Assert.Equal("hree\n", input.ReadLine().Text());
        input.ReadExactly(block);
        Assert.Equal("fo", block.Text());
        Assert.Equal("ur", input.ReadLine().Text());
    }

    [Fact]
    public void AnExactReadSpansWhatWasReadAheadAndWhatIsStillToCome()
    {
        using var input = Body.Dripping("a\nbcdefgh", atATime: 4);
        input.ReadLine();
        var block = new byte[7];

        input.ReadExactly(block);

        Assert.Equal("bcdefgh", block.Text());
    }
}
