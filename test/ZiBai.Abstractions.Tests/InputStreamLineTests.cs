using ZiBai.Testing;

namespace ZiBai.Tests;

public sealed class InputStreamLineTests
{
    private const int BufferSize = 4096;

    /// <summary>Each way of reading a line, over each way the bytes may come.</summary>
    public static TheoryData<bool, int> Ways => new()
    {
        { false, int.MaxValue }, { false, 1 }, { false, 3 }, { true, int.MaxValue }, { true, 1 }, { true, 3 },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task LinesComeOneByOneWithTheirNewLine(bool asynchronous, int atATime) =>
        Assert.Equal(["one\n", "\n", "two\r\n"], await ReadAllAsync("one\n\ntwo\r\n", asynchronous, atATime));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task TheLastLineMayLackItsNewLine(bool asynchronous, int atATime) =>
        Assert.Equal(["one\n", "two"], await ReadAllAsync("one\ntwo", asynchronous, atATime));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task AnEmptyBodyHasNoLine(bool asynchronous, int atATime) =>
        Assert.Empty(await ReadAllAsync("", asynchronous, atATime));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task TheEndIsSaidAgainHoweverOftenItIsAsked(bool asynchronous, int atATime)
    {
        using var input = Body.Dripping("a", atATime);
        await ReadAsync(input, asynchronous);

        Assert.Empty(await ReadAsync(input, asynchronous));
        Assert.Empty(await ReadAsync(input, asynchronous));
    }

    [Theory]
    [InlineData(false, BufferSize - 1)]
    [InlineData(false, BufferSize)]
    [InlineData(false, BufferSize + 1)]
    [InlineData(false, (3 * BufferSize) + 7)]
    [InlineData(true, BufferSize)]
    [InlineData(true, (3 * BufferSize) + 7)]
    public async Task ALineMayBeLongerThanTheBuffer(bool asynchronous, int length)
    {
        var line = new string('x', length) + "\n";

        Assert.Equal([line, "next\n"], await ReadAllAsync(line + "next\n", asynchronous, int.MaxValue));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ALimitCutsALineThatGoesOnAtTheNextCall(bool asynchronous, int atATime)
    {
        using var input = Body.Dripping("abcdef\ngh", atATime);

        Assert.Equal("abcd", await ReadAsync(input, asynchronous, limit: 4));
        Assert.Equal("ef\n", await ReadAsync(input, asynchronous, limit: 4));
        Assert.Equal("gh", await ReadAsync(input, asynchronous, limit: 4));
    }

    [Theory]
    [InlineData(3, "ab\n")]
    [InlineData(2, "ab")]
    [InlineData(1, "a")]
    public void ALimitCountsTheNewLine(int limit, string expected)
    {
        using var input = Body.Of("ab\ncd\n");

        Assert.Equal(expected, input.ReadLine(limit).Text());
    }

    [Fact]
    public void ALimitBeyondTheBufferCutsALongLine()
    {
        using var input = Body.Of(new string('x', 2 * BufferSize) + "\n");

        Assert.Equal(BufferSize + 10, input.ReadLine(BufferSize + 10).Length);
        Assert.Equal(BufferSize - 9, input.ReadLine().Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ALimitOfZeroReturnsNothingAndReadsNothing(bool asynchronous)
    {
        var source = new DripStream("abc\n");
        using var input = new InputStream(source);

        Assert.Empty(await ReadAsync(input, asynchronous, limit: 0));
        Assert.Equal(0, source.Reads);
        Assert.Equal("abc\n", await ReadAsync(input, asynchronous));
    }

    [Fact]
    public void ALineCutByTheEndOfTheBodyIsNotAskedForAgain()
    {
        using var input = Body.Of("abc");

        Assert.Equal("abc", input.ReadLine(10).Text());
        Assert.Empty(input.ReadLine(10));
    }

    [Fact]
    public async Task ReadLineAsyncIsCancelledByItsToken()
    {
        using var input = Body.Dripping("abc\n");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => input.ReadLineAsync(cancellationToken: new CancellationToken(canceled: true)).AsTask().WaitAsync(Timeouts.Default));
    }

    [Fact]
    public void ReadLinesReadsAllThatAreLeft()
    {
        using var input = Body.Of("one\ntwo\nthree");
        input.ReadLine();

        Assert.Equal(["two\n", "three"], input.ReadLines().Texts());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(100, 3)]
    [InlineData(0, 3)]
    [InlineData(-1, 3)]
    public void ReadLinesBeginsNoFurtherLineOnceTheHintIsReached(int hint, int expected)
    {
        using var input = Body.Of("one\ntwo\nsix\n");

        Assert.Equal(expected, input.ReadLines(hint).Count);
    }

    [Fact]
    public void ReadLinesOfAnEmptyBodyIsEmpty()
    {
        using var input = Body.Of("");

        Assert.Empty(input.ReadLines());
    }

    [Fact]
    public void EnumerationGivesTheLines()
    {
        using var input = Body.Dripping("one\ntwo\nthree");

        Assert.Equal(["one\n", "two\n", "three"], ((IEnumerable<byte[]>)input).Texts());
    }

    [Fact]
    public void EnumerationStoppedHalfwayLeavesTheRest()
    {
        using var input = Body.Of("one\ntwo\nthree");

        Assert.Equal("one\n", input.First().Text());
        Assert.Equal("two\n", input.ReadLine().Text());
    }

    [Fact]
    public void EnumerationReadsNoLineBeforeItIsAskedFor()
    {
        var source = new DripStream("one\ntwo\n");
        using var input = new InputStream(source);
        using var lines = input.GetEnumerator();
        lines.MoveNext();

        Assert.Equal("one\n".Length, source.Reads);
    }

    private static async Task<string> ReadAsync(InputStream input, bool asynchronous, int limit = -1) =>
        (asynchronous ? await input.ReadLineAsync(limit).AsTask().WaitAsync(Timeouts.Default) : input.ReadLine(limit)).Text();

    private static async Task<List<string>> ReadAllAsync(string body, bool asynchronous, int atATime)
    {
        using var input = Body.Dripping(body, atATime);
        List<string> lines = [];
        while (await ReadAsync(input, asynchronous) is { Length: > 0 } line)
        {
            lines.Add(line);
        }

        return lines;
    }
}
