using System.Text;
using ZiBai.Logging.Output;

namespace ZiBai.Tests.Logging.Output;

public sealed class LineBufferTests
{
    [Fact]
    public void ItHoldsWhatWasWrittenHoweverItCameAndHoweverLong()
    {
        using var buffer = new LineBuffer();

        buffer.Write('a');
        buffer.Write("\u4f60\U0001f600");
        buffer.Write((string?)null);
        buffer.Write(new string('b', 100_000));
        buffer.Write(['x', 'c', 'x'], 1, 1);
        buffer.Write(1.5);
        buffer.WriteLine();

        Assert.Equal("a\u4f60\U0001f600" + new string('b', 100_000) + "c1.5" + Environment.NewLine, Encoding.UTF8.GetString(buffer.ToBytes()));
    }

    [Fact]
    public void OneThatWasReturnedIsEmpty()
    {
        var first = LineBuffer.Take();
        first.Write("of the record before");
        LineBuffer.Return(first);

        var second = LineBuffer.Take();
        Assert.Same(first, second);
        Assert.Empty(second.ToBytes());
        LineBuffer.Return(second);
    }

    [Fact]
    public void OneThatIsInUseIsNotTakenAgain()
    {
        var outer = LineBuffer.Take();
        outer.Write("outer");
        var inner = LineBuffer.Take();
        inner.Write("inner");
        LineBuffer.Return(inner);

        Assert.Equal("outer"u8.ToArray(), outer.ToBytes());
        LineBuffer.Return(outer);
    }

    [Fact]
    public void OneThatHasGrownLargeIsNotKept()
    {
        var large = LineBuffer.Take();
        large.Write(new string('a', 100_000));
        LineBuffer.Return(large);

        Assert.NotSame(large, LineBuffer.Take());
    }
}
