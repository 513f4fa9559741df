using System.IO.Pipelines;
using ZiBai.Adapter;
using ZiBai.Testing;

namespace ZiBai.Tests.Adapter;

public sealed class BodyAheadTests
{
    // Like Kestrel's: the client is held back as long as a byte is not looked at.
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
    private readonly BodyAhead _ahead;

    public BodyAheadTests()
    {
        _ahead = new BodyAhead(_pipe.Reader);
    }

    [Fact]
    public async Task AWholeBodyIsEnoughAndStays()
    {
        var reading = _ahead.ReadAsync();
        await WriteAsync(3);
        await WriteAsync(4);
        Assert.False(reading.IsCompleted);

        await _pipe.Writer.CompleteAsync();

        Assert.Null(await reading.WaitAsync(Timeouts.Default));
        _ahead.Stop();
        await AssertThereAsync(7, isCompleted: true);
    }

    [Fact]
    public async Task SixtyFourKibibytesAreEnoughOfALongOne()
    {
        var reading = _ahead.ReadAsync();
        await WriteAsync(BodyAhead.Enough - 1);
        Assert.False(reading.IsCompleted);

        var last = WriteAsync(1);

        // As far as the pipe knows nobody has looked at it yet, so that the client is held back.
        Assert.Null(await reading.WaitAsync(Timeouts.Default));
        Assert.False(last.IsCompleted);
        await AssertThereAsync(BodyAhead.Enough, isCompleted: false);
        await last.WaitAsync(Timeouts.Default);
    }

    [Fact]
    public async Task WhatHadComeBeforeAStopIsHandedOver()
    {
        var reading = _ahead.ReadAsync();
        await WriteAsync(5);

        _ahead.Stop();

        Assert.Null(await reading.WaitAsync(Timeouts.Default));
        Assert.Equal(5, _ahead.Begun.Length);
        var more = WriteAsync(1);
        await AssertThereAsync(1, isCompleted: false);
        await more.WaitAsync(Timeouts.Default);
    }

    [Fact]
    public async Task AStopBetweenTwoReadsIsNotTheAppsToMeet()
    {
        // The last byte and the stop come at once: whichever is met first, nothing is left of the stop.
        for (var round = 0; round < 200; round++)
        {
            var pipe = new Pipe();
            var ahead = new BodyAhead(pipe.Reader);
            var reading = ahead.ReadAsync();

            await Task.WhenAll(Task.Run(() => pipe.Writer.Complete()), Task.Run(ahead.Stop));

            Assert.Null(await reading.WaitAsync(Timeouts.Default));
            Assert.False((await pipe.Reader.ReadAsync()).IsCanceled);
        }
    }

    [Fact]
    public async Task WhatGoesWrongIsTold()
    {
        var wrong = new IOException("pipe");
        var reading = _ahead.ReadAsync();

        await _pipe.Writer.CompleteAsync(wrong);

        Assert.Same(wrong, await reading.WaitAsync(Timeouts.Default));
    }

    private async Task WriteAsync(int count) => await _pipe.Writer.WriteAsync(new byte[count]);

    private async Task AssertThereAsync(int count, bool isCompleted)
    {
        var result = await _pipe.Reader.ReadAtLeastAsync(count).AsTask().WaitAsync(Timeouts.Default);
        Assert.Equal((count, isCompleted, false), ((int)result.Buffer.Length, result.IsCompleted, result.IsCanceled));
        _pipe.Reader.AdvanceTo(result.Buffer.End);
    }
}
