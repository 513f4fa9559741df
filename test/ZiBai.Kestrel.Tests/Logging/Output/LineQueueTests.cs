using System.Text;
using ZiBai.Logging.Output;
using ZiBai.Testing;

namespace ZiBai.Tests.Logging.Output;

public sealed class LineQueueTests : IDisposable
{
    private readonly HeldOutput _output = new();

    [Fact]
    public async Task LinesThatWaitAreWrittenInOrderAsManyInAWriteAsItHolds()
    {
        using var queue = Start(batch: 6);
        Add(queue, "first\n");
        await _output.Entered.WaitAsync(Timeouts.Default);

        Add(queue, "a\n", "b\n", "c\n", "d\n", "too long to share\n", "e\n", "f\n");
        _output.Take();

        Assert.Equal(["first\n", "a\nb\nc\n", "d\n", "too long to share\n", "e\nf\n"], await _output.WritesAsync(5));
    }

    [Fact]
    public async Task LineThatComesWhereNoneWaitsIsWrittenByItself()
    {
        _output.Take();
        using var queue = Start();

        for (var count = 1; count <= 3; count++)
        {
            Add(queue, "a\n");
            Assert.Equal(Enumerable.Repeat("a\n", count), await _output.WritesAsync(count));
        }
    }

    [Fact]
    public async Task LinesOfSeveralThreadsAreAllWrittenWhole()
    {
        const int Threads = 4;
        const int Lines = 1000;
        _output.Take();
        var queue = Start(capacity: int.MaxValue, batch: 1000);

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var line = 0; line < Lines; line++)
            {
                Add(queue, $"{thread} {line}\n");
            }
        })));
        queue.Dispose();

        var written = string.Concat(_output.Writes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(_output.Writes, static write => Assert.EndsWith("\n", write, StringComparison.Ordinal));
        foreach (var thread in Enumerable.Range(0, Threads))
        {
            Assert.Equal(
                Enumerable.Range(0, Lines).Select(line => $"{thread} {line}"), written.Where(line => line.StartsWith($"{thread} ", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task AddNeverWaitsForTheReaderAndWhatIsTooMuchIsToldOnceInItsPlace()
    {
        using var queue = Start(capacity: 4);
        Add(queue, "a\n");
        await _output.Entered.WaitAsync(Timeouts.Default);

        // Two wait; "z", which there would be room for, is dropped too: the lines that are missing are missing in one place.
        Add(queue, "b\n", "c", "too many\n", "z");
        _output.Take();
        Assert.Equal(["a\n", "b\nc", "2 dropped\n"], await _output.WritesAsync(3));

        Add(queue, "e\n");
        Assert.Equal(["a\n", "b\nc", "2 dropped\n", "e\n"], await _output.WritesAsync(4));
    }

    [Fact]
    public async Task LineThatIsLongerThanAllThatMayWaitIsWrittenWhereNoneWaits()
    {
        _output.Take();
        using var queue = Start(capacity: 4);

        Add(queue, "rather long\n");

        Assert.Equal(["rather long\n"], await _output.WritesAsync(1));
    }

    [Fact]
    public async Task LinesThatTheStreamRefusesAreDroppedAndToldAfterTheNextItTakes()
    {
        _output.Take();
        using var queue = Start();

        _output.FailsAfter = 0;
        Add(queue, "a\n");
        await _output.FailedAsync(1);
        Add(queue, "b\n");
        await _output.FailedAsync(1);
        _output.FailsAfter = int.MaxValue;
        Add(queue, "c\n");

        Assert.Equal(["c\n", "2 dropped\n"], await _output.WritesAsync(2));
    }

    [Fact]
    public async Task AllLinesOfAWriteThatFailsAreDropped()
    {
        using var queue = Start();
        Add(queue, "a\n");
        await _output.Entered.WaitAsync(Timeouts.Default);
        Add(queue, "b\n", "c\n", "d\n");
        _output.FailsAfter = 1;
        _output.Take();
        await _output.FailedAsync(1);

        _output.FailsAfter = int.MaxValue;
        Add(queue, "e\n");

        Assert.Equal(["a\n", "e\n", "3 dropped\n"], await _output.WritesAsync(3));
    }

    [Fact]
    public async Task RefusedTellingIsNotTriedAgainByItself()
    {
        using var queue = Start(capacity: 2);
        Add(queue, "a\n");
        await _output.Entered.WaitAsync(Timeouts.Default);
        Add(queue, "b\n", "c\n");
        _output.FailsAfter = 2;
        _output.Take();
        await _output.FailedAsync(1);

        _output.FailsAfter = int.MaxValue;
        Add(queue, "d\n");

        Assert.Equal(["a\n", "b\n", "d\n", "1 dropped\n"], await _output.WritesAsync(4));
        Assert.Equal(1, _output.Failures);
    }

    [Fact]
    public void DisposeWritesWhatIsLeft()
    {
        _output.Take();
        var queue = Start(patience: Timeouts.Default);
        Add(queue, "a\n", "b\n", "c\n");

        queue.Dispose();

        Assert.Equal("a\nb\nc\n", string.Concat(_output.Writes));
        Assert.Equal(0, queue.Lost);
        Assert.True(_output.IsDisposed);
    }

    [Fact]
    public async Task DisposeGivesUpAReaderWhoTakesNothing()
    {
        var queue = Start(patience: TimeSpan.FromMilliseconds(1));
        Add(queue, "a\n", "b\n");
        await _output.Entered.WaitAsync(Timeouts.Default);

        await Task.Run(queue.Dispose).WaitAsync(Timeouts.Default);

        Assert.Empty(_output.Writes);
        Assert.False(_output.IsDisposed);
        Assert.Equal(2, queue.Lost);
        queue.Add("late\n"u8.ToArray());
        Assert.Equal(3, queue.Lost);
    }

    public void Dispose() => _output.Take();

    private LineQueue Start(int capacity = 10_000, TimeSpan? patience = null, int batch = 100) =>
        new(_output, static count => Encoding.UTF8.GetBytes($"{count} dropped\n"), capacity, patience ?? Timeouts.Default, batch);

    private static void Add(LineQueue queue, params string[] lines) => Array.ForEach(lines, line => queue.Add(Encoding.UTF8.GetBytes(line)));
}
