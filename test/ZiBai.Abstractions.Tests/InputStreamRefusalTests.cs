using ZiBai.Testing;

namespace ZiBai.Tests;

public sealed class InputStreamRefusalTests
{
    [Fact]
    public void ItReadsAndDoesNothingElse()
    {
        using var input = Body.Of("a");

        Assert.Equal((true, false, false), (input.CanRead, input.CanSeek, input.CanWrite));
    }

    [Fact]
    public void SeekIsRefusedAndSaysHowToReadAgain()
    {
        using var input = Body.Of("a");

        Assert.Contains("Copy it to a MemoryStream", Refused(() => input.Seek(0, SeekOrigin.Begin)), StringComparison.Ordinal);
    }

    [Fact]
    public void PositionIsRefusedBothWays()
    {
        using var input = Body.Of("a");

        Assert.Contains("cannot seek", Refused(() => _ = input.Position), StringComparison.Ordinal);
        Assert.Contains("cannot seek", Refused(() => input.Position = 0), StringComparison.Ordinal);
    }

    [Fact]
    public void LengthIsRefusedAndNamesContentLength()
    {
        using var input = Body.Of("a");

        Assert.Contains("CONTENT_LENGTH", Refused(() => _ = input.Length), StringComparison.Ordinal);
    }

    [Fact]
    public void WriteIsRefusedAndSaysWhereTheResponseGoes()
    {
        using var input = Body.Of("a");

        Assert.Contains("The response is what the app returns", Refused(() => input.Write([1], 0, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void SetLengthIsRefused()
    {
        using var input = Body.Of("a");

        Assert.Contains("read-only", Refused(() => input.SetLength(0)), StringComparison.Ordinal);
    }

    [Fact]
    public void FlushDoesNothing()
    {
        using var input = Body.Of("a");

        input.Flush();

        Assert.Equal('a', input.ReadByte());
    }

    [Fact]
    public void ANullSourceIsRefused() => Assert.Throws<ArgumentNullException>("source", () => new InputStream(null!));

    [Fact]
    public void ASourceThatCannotBeReadIsRefused()
    {
        using var closed = new MemoryStream();
        closed.Dispose();

        var refusal = Assert.Throws<ArgumentException>("source", () => new InputStream(closed));

        Assert.Contains("write-only or already closed", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 5)]
    [InlineData(5, 1)]
    public async Task ABufferWithoutRoomIsRefusedBothWays(int offset, int count)
    {
        using var input = Body.Of("abcdefgh");

        Assert.ThrowsAny<ArgumentException>(() => input.Read(new byte[4], offset, count));
#pragma warning disable CA1835 // This overload is what is tested.
        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => input.ReadAsync(new byte[4], offset, count, CancellationToken.None).WaitAsync(Timeouts.Default));
#pragma warning restore CA1835
    }

    [Fact]
    public void DisposeDisposesTheSource()
    {
        var source = new DripStream("a");

        new InputStream(source).Dispose();

        Assert.True(source.Disposals > 0);
    }

    [Fact]
    public async Task DisposeAsyncDisposesTheSource()
    {
        var source = new DripStream("a");

        await new InputStream(source).DisposeAsync();

        Assert.True(source.Disposals > 0);
    }

    private static string Refused(Action action) => Assert.Throws<NotSupportedException>(action).Message;
}
