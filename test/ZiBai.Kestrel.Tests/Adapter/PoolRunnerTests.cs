using System.Collections.Concurrent;
using System.Threading.Channels;
using ZiBai.Adapter;
using ZiBai.Testing;

namespace ZiBai.Tests.Adapter;

public sealed class PoolRunnerTests : IDisposable
{
    private readonly Channel<string> _entered = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly Serving _serving;
    private int _inside;
    private int _mostInside;

    public PoolRunnerTests()
    {
        _serving = new Serving(AppAsync);
    }

    [Fact]
    public async Task NeverMoreThanTheMostAreInsideTheApp()
    {
        var runner = new PoolRunner(_serving.Engine, 2);
        Task[] runs = [.. Enumerable.Range(0, 6).Select(number => runner.RunAsync(_serving.Context($"/{number}")))];

        for (var number = 0; number < runs.Length; number++)
        {
            Leave(await EnteredAsync());
        }

        await Task.WhenAll(runs).WaitAsync(Timeouts.Default);
        Assert.Equal(2, _mostInside);
    }

    [Fact]
    public async Task AsManyAsTheMostAreInsideAtOnce()
    {
        var runner = new PoolRunner(_serving.Engine, 2);
        Task[] runs = [runner.RunAsync(_serving.Context("/1")), runner.RunAsync(_serving.Context("/2"))];

        Assert.Equal(["/1", "/2"], new[] { await EnteredAsync(), await EnteredAsync() });

        Leave("/1", "/2");
        await Task.WhenAll(runs).WaitAsync(Timeouts.Default);
    }

    [Fact]
    public async Task ThoseThatWaitAreServedInOrder()
    {
        var runner = new PoolRunner(_serving.Engine, 1);
        string[] paths = ["/1", "/2", "/3", "/4"];
        Task[] runs = [.. paths.Select(path => runner.RunAsync(_serving.Context(path)))];

        foreach (var path in paths)
        {
            Assert.Equal(path, await EnteredAsync());
            Leave(path);
        }

        await Task.WhenAll(runs).WaitAsync(Timeouts.Default);
    }

    [Fact]
    public async Task OneThatWaitsIsNotInsideTheApp()
    {
        var runner = new PoolRunner(_serving.Engine, 1);
        var first = runner.RunAsync(_serving.Context("/1"));
        await EnteredAsync();

        var second = runner.RunAsync(_serving.Context("/2"));

        Assert.False(_entered.Reader.TryRead(out _));
        Leave("/1", "/2");
        await Task.WhenAll(first, second).WaitAsync(Timeouts.Default);
    }

    [Fact]
    public async Task OneWhoseClientIsSlowToTakeAChunkIsNotInsideTheApp()
    {
        var runner = new PoolRunner(_serving.Engine, 2);
        var taken = new TaskCompletionSource();
        Leave("/slow", "/next");
        Task[] slow = [runner.RunAsync(_serving.Context(Slow(taken.Task))), runner.RunAsync(_serving.Context(Slow(taken.Task)))];

        await runner.RunAsync(_serving.Context("/next")).WaitAsync(Timeouts.Default);

        Assert.All(slow, static run => Assert.False(run.IsCompleted));
        taken.SetResult();
        await Task.WhenAll(slow).WaitAsync(Timeouts.Default);
    }

    [Fact]
    public async Task WhereOneAloneIsInsideTheAppItStaysThereWhileItsClientIsSlow()
    {
        var runner = new PoolRunner(_serving.Engine, 1);
        var taken = new TaskCompletionSource();
        Leave("/slow", "/next");
        var slow = runner.RunAsync(_serving.Context(Slow(taken.Task)));
        Assert.Equal("/slow", await EnteredAsync());

        var next = runner.RunAsync(_serving.Context("/next"));

        Assert.Equal("Waiting", Assert.Single(_serving.Sink.Entries).EventId.Name);
        Assert.False(_entered.Reader.TryRead(out _));
        taken.SetResult();
        await Task.WhenAll(slow, next).WaitAsync(Timeouts.Default);
    }

    [Fact]
    public async Task OneWhoseClientWentWhileItWaitedIsNotGivenToTheApp()
    {
        var runner = new PoolRunner(_serving.Engine, 1);
        var first = runner.RunAsync(_serving.Context("/1"));
        await EnteredAsync();
        var gone = new Exchange();
        gone.Request.Path = "/gone";
        var waiting = runner.RunAsync(_serving.Context(gone));
        var next = runner.RunAsync(_serving.Context("/next"));

        gone.Lifetime.ClientGoes();
        Leave("/1", "/gone", "/next");
        await Task.WhenAll(first, waiting, next).WaitAsync(Timeouts.Default);

        Assert.Equal("/next", await EnteredAsync());
        Assert.False(_entered.Reader.TryRead(out _));
        Assert.Equal(1, gone.Lifetime.Aborts);
        Assert.Equal(["Waiting", "Waiting", "ClientGone"], _serving.Sink.Entries.Select(static entry => entry.EventId.Name));
    }

    [Theory]
    [InlineData("/fail")]
    [InlineData("/fail-at-once")]
    public async Task AFailureGivesItsTurnBack(string path)
    {
        var runner = new PoolRunner(_serving.Engine, 1);
        Leave(path, "/next");

        await runner.RunAsync(_serving.Context(path)).WaitAsync(Timeouts.Default);
        await runner.RunAsync(_serving.Context("/next")).WaitAsync(Timeouts.Default);

        Assert.Equal("AppFailed", Assert.Single(_serving.Sink.Entries).EventId.Name);
    }

    [Fact]
    public async Task AFailureOfTheServerItselfGivesItsTurnBackToo()
    {
        var runner = new PoolRunner(_serving.Engine, 1);
        var broken = new Exchange();
        broken.Request.Path = "/fail";
        broken.Body.Sending = () => throw new IOException("pipe");
        Leave("/fail", "/next");

        await runner.RunAsync(_serving.Context(broken)).WaitAsync(Timeouts.Default);
        Assert.Equal(1, broken.Lifetime.Aborts);

        await runner.RunAsync(_serving.Context("/next")).WaitAsync(Timeouts.Default);
    }

    [Fact]
    public void AnAppThatIsThroughAtOnceGivesItsTurnBack()
    {
        using var serving = new Serving(static (IDictionary<string, object?> environ, StartResponse start) =>
        {
            start("200 OK", []);
            return Array.Empty<ReadOnlyMemory<byte>>();
        });
        var runner = new PoolRunner(serving.Engine, 1);

        for (var number = 0; number < 3; number++)
        {
            Assert.True(runner.RunAsync(serving.Context()).IsCompletedSuccessfully);
        }
    }

    public void Dispose() => _serving.Dispose();

    private static Exchange Slow(Task taken)
    {
        var slow = new Exchange();
        slow.Request.Path = "/slow";
        slow.Body.Sending = () => taken;
        return slow;
    }

    private async Task<string> EnteredAsync() => await _entered.Reader.ReadAsync().AsTask().WaitAsync(Timeouts.Default);

    private void Leave(params string[] paths)
    {
        foreach (var path in paths)
        {
            Gate(path).TrySetResult();
        }
    }

    private TaskCompletionSource Gate(string path) => _gates.GetOrAdd(path, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private IAsyncEnumerable<ReadOnlyMemory<byte>> AppAsync(IDictionary<string, object?> environ, StartResponse start) =>
        Serving.PathOf(environ) == "/fail-at-once" ? throw new InvalidOperationException("app") : IterateAsync(Serving.PathOf(environ), start);

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> IterateAsync(string path, StartResponse start)
    {
        var inside = Interlocked.Increment(ref _inside);
        InterlockedMax(ref _mostInside, inside);
        _entered.Writer.TryWrite(path);
        await Gate(path).Task;
        Interlocked.Decrement(ref _inside);
        if (path == "/fail")
        {
            throw new InvalidOperationException("app");
        }

        start("200 OK", []);
        yield return Serving.Bytes("a");
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int before;
        while (value > (before = Volatile.Read(ref most)) && Interlocked.CompareExchange(ref most, value, before) != before)
        {
        }
    }
}
