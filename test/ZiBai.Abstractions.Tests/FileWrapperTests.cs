using System.Collections;
using System.Text;

namespace ZiBai.Tests;

public sealed class FileWrapperTests
{
    [Fact]
    public void TheStreamComesInBlocksAndTheLastMayBeShort()
    {
        using var wrapper = Wrap("abcdefgh", blockSize: 3);

        Assert.Equal(["abc", "def", "gh"], wrapper.Select(Body.Text));
    }

    [Fact]
    public void AStreamOfWholeBlocksEndsWithoutAnEmptyOne()
    {
        using var wrapper = Wrap("abcdef", blockSize: 3);

        Assert.Equal(["abc", "def"], wrapper.Select(Body.Text));
    }

    [Fact]
    public void BlocksAreFilledHoweverLittleTheStreamGivesAtOnce()
    {
        using var wrapper = new FileWrapper(new DripStream("abcdefgh"), 3);

        Assert.Equal(["abc", "def", "gh"], wrapper.Select(Body.Text));
    }

    [Fact]
    public void AnEmptyStreamHasNoBlocks()
    {
        using var wrapper = Wrap("", blockSize: 3);

        Assert.Empty(wrapper);
    }

    [Fact]
    public void ReadingBeginsAtTheStreamsPosition()
    {
        using var stream = new MemoryStream("abcdef"u8.ToArray()) { Position = 4 };
        using var wrapper = new FileWrapper(stream, 3);

        Assert.Equal(["ef"], wrapper.Select(Body.Text));
    }

    [Fact]
    public void EachBlockIsAnArrayOfItsOwn()
    {
        using var wrapper = Wrap("abcdef", blockSize: 3);

        Assert.Equal("abc def", string.Join(' ', wrapper.ToArray().Select(Body.Text)));
    }

    [Fact]
    public void TheNextBlockIsReadOnlyWhenItIsAskedFor()
    {
        using var stream = new MemoryStream("abcdef"u8.ToArray());
        using var wrapper = new FileWrapper(stream, 3);
        using var blocks = wrapper.GetEnumerator();
        blocks.MoveNext();

        Assert.Equal(3, stream.Position);
    }

    [Fact]
    public void ItIsAPlainEnumerableToo()
    {
        using var wrapper = Wrap("abcdef", blockSize: 3);

        Assert.Equal(["abc", "def"], ((IEnumerable)wrapper).Cast<ReadOnlyMemory<byte>>().Select(Body.Text));
    }

    [Fact]
    public void ItShowsItsStreamAndItsBlockSize()
    {
        using var stream = new MemoryStream();
        using var wrapper = new FileWrapper(stream, 17);

        Assert.Same(stream, wrapper.Stream);
        Assert.Equal(17, wrapper.BlockSize);
    }

    [Fact]
    public void TheBlockSizeHasADefault()
    {
        using var wrapper = new FileWrapper(new MemoryStream());

        Assert.Equal(8192, wrapper.BlockSize);
    }

    [Fact]
    public void DisposeDisposesTheStream()
    {
        var stream = new DripStream("a");

        new FileWrapper(stream).Dispose();

        Assert.True(stream.Disposals > 0);
    }

    [Fact]
    public void TheEndOfTheIterationDisposesNothing()
    {
        var stream = new DripStream("a");
        using var wrapper = new FileWrapper(stream);

        Assert.Single(wrapper);
        Assert.Equal(0, stream.Disposals);
    }

    [Fact]
    public void ANullStreamIsRefused() => Assert.Throws<ArgumentNullException>("stream", () => new FileWrapper(null!));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void ABlockSizeBelowOneIsRefused(int blockSize) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(blockSize), () => new FileWrapper(Stream.Null, blockSize));

    [Fact]
    public void AStreamThatCannotBeReadIsRefused()
    {
        var closed = new MemoryStream();
        closed.Dispose();

        var refusal = Assert.Throws<ArgumentException>("stream", () => new FileWrapper(closed));

        Assert.Contains("write-only or already closed", refusal.Message, StringComparison.Ordinal);
    }

    private static FileWrapper Wrap(string text, int blockSize) => new(new MemoryStream(Encoding.Latin1.GetBytes(text)), blockSize);
}
