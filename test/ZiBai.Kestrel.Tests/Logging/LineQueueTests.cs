using System.Text;
using ZiBai.Logging;
using ZiBai.Testing;

namespace ZiBai.Tests.Logging;

public sealed class LineQueueTests : IDisposable
{
    private readonly HeldOutput _output = new();

    [Fact]
    public async Task LinesAreWrittenInOrderEachInOneWrite()
    {
        _output.Take();
        using var queue = Start();

        string[] lines = [.. Enumerable.Range(0, 100).Select(static number => $"line {number}\n")];
        Add(queue, lines);

        Assert.Equal(lines, await _output.WritesAsync(100));
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
        Assert.Equal(["a\n", "b\n", "c", "2 dropped\n"], await _output.WritesAsync(4));

        Add(queue, "e\n");
        Assert.Equal(["a\n", "b\n", "c", "2 dropped\n", "e\n"], await _output.WritesAsync(5));
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
        Add(queue, "a\n", "b\n");
        await _output.FailedAsync(2);
        _output.FailsAfter = int.MaxValue;
        Add(queue, "c\n");

        Assert.Equal(["c\n", "2 dropped\n"], await _output.WritesAsync(2));
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

        Assert.Equal(["a\n", "b\n", "c\n"], _output.Writes);
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
        queue.Add("late\n"u8.ToArray());
    }

    public void Dispose() => _output.Take();

    private LineQueue Start(int capacity = 10_000, TimeSpan? patience = null) =>
        new(_output, static count => Encoding.UTF8.GetBytes($"{count} dropped\n"), capacity, patience ?? Timeouts.Default);

    private static void Add(LineQueue queue, params string[] lines) => Array.ForEach(lines, line => queue.Add(Encoding.UTF8.GetBytes(line)));
}
