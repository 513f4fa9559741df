using System.Collections.Concurrent;
using System.Threading.Channels;
using ZiBai.Adapter;
using ZiBai.Testing;

namespace ZiBai.Tests.Adapter;

public sealed class ThreadRunnerTests : IDisposable
{
    private const int Most = 3;

    private readonly Channel<string> _entered = Channel.CreateUnbounded<string>();
    private readonly ConcurrentBag<(string Path, string? Thread)> _seen = [];
    private readonly SemaphoreSlim _leave = new(0);
    private readonly Serving _serving;
    private readonly ThreadRunner _runner;

    public ThreadRunnerTests()
    {
        _serving = new Serving(App);
        _runner = new ThreadRunner(_serving.Engine, Most);
    }

    [Fact]
    public async Task ThreadsAreNamedAndThereAreExactlyAsManyAsAllowed()
    {
        Task[] runs = [.. Enumerable.Range(0, 2 * Most).Select(number => _runner.RunAsync(_serving.Context($"/{number}")))];
        for (var number = 0; number < Most; number++)
        {
            await EnteredAsync();
        }

        // All threads are inside the app: whoever else waits has to wait on.
        Assert.Equal(["zibai-app-1", "zibai-app-2", "zibai-app-3"], _seen.Select(static seen => seen.Thread).Distinct().Order(StringComparer.Ordinal));
        Assert.False(_entered.Reader.TryRead(out _));

        _leave.Release(runs.Length);
        await Task.WhenAll(runs).WaitAsync(Timeouts.Default);
        Assert.Equal(3, _seen.Select(static seen => seen.Thread).Distinct().Count());
    }

    [Fact]
    public async Task TheAppAndItsIterationRunOnOneThread()
    {
        _leave.Release();
        await _runner.RunAsync(_serving.Context("/")).WaitAsync(Timeouts.Default);

        Assert.Equal(["call", "first", "second"], _seen.Select(static seen => seen.Path.Split(' ')[1]).Order(StringComparer.Ordinal));
        Assert.Single(_seen.Select(static seen => seen.Thread).Distinct());
    }

    [Fact]
    public async Task ASlowClientKeepsTheAppOnItsThread()
    {
        _leave.Release();
        var exchange = new Exchange();
        exchange.Body.Sending = static async () => await Task.Yield();

        await _runner.RunAsync(_serving.Context(exchange)).WaitAsync(Timeouts.Default);

        Assert.Equal("ab", exchange.Body.Text);
        Assert.StartsWith("zibai-app-", Assert.Single(_seen.Select(static seen => seen.Thread).Distinct()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThoseThatWaitAreServedInOrder()
    {
        using var runner = new ThreadRunner(_serving.Engine, 1);
        string[] paths = ["/1", "/2", "/3", "/4"];
        Task[] runs = [.. paths.Select(path => runner.RunAsync(_serving.Context(path)))];

        foreach (var path in paths)
        {
            Assert.Equal(path, await EnteredAsync());
            _leave.Release();
        }

        await Task.WhenAll(runs).WaitAsync(Timeouts.Default);
    }

    [Fact]
    public async Task OneWhoseClientWentWhileItWaitedIsNotGivenToTheApp()
    {
        using var runner = new ThreadRunner(_serving.Engine, 1);
        var first = runner.RunAsync(_serving.Context("/1"));
        await EnteredAsync();
        var gone = new Exchange();
        gone.Request.Path = "/gone";
        var waiting = runner.RunAsync(_serving.Context(gone));
        var next = runner.RunAsync(_serving.Context("/next"));

        gone.Lifetime.ClientGoes();
        _leave.Release(3);
        await Task.WhenAll(first, waiting, next).WaitAsync(Timeouts.Default);

        Assert.Equal("/next", await EnteredAsync());
        Assert.False(_entered.Reader.TryRead(out _));
        Assert.Equal(1, gone.Lifetime.Aborts);
        Assert.Equal(["Waiting", "Waiting", "ClientGone"], _serving.Sink.Entries.Select(static entry => entry.EventId.Name));
    }

    [Fact]
    public async Task AFailureLeavesItsThreadToTheNext()
    {
        using var runner = new ThreadRunner(_serving.Engine, 1);
        _leave.Release(2);

        await runner.RunAsync(_serving.Context("/fail")).WaitAsync(Timeouts.Default);
        await runner.RunAsync(_serving.Context("/next")).WaitAsync(Timeouts.Default);

        Assert.Equal("AppFailed", Assert.Single(_serving.Sink.Entries).EventId.Name);
    }

    [Fact]
    public async Task AFailureOfTheServerItselfBreaksTheConnectionOffAndTheThreadGoesOn()
    {
        using var runner = new ThreadRunner(_serving.Engine, 1);
        _leave.Release(2);
        var broken = new Exchange();
        broken.Request.Path = "/fail";
        broken.Body.Sending = static () => throw new IOException("pipe");

        await runner.RunAsync(_serving.Context(broken)).WaitAsync(Timeouts.Default);
        Assert.Equal(1, broken.Lifetime.Aborts);

        await runner.RunAsync(_serving.Context("/next")).WaitAsync(Timeouts.Default);
    }

    [Fact]
    public async Task WhatKestrelDoesAfterwardsIsNotDoneOnTheAppsThread()
    {
        _leave.Release();
        var thread = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);

        await Task.Run(async () =>
        {
            await _runner.RunAsync(_serving.Context("/"));
            thread.SetResult(Thread.CurrentThread.Name);
        }).WaitAsync(Timeouts.Default);

        Assert.DoesNotContain("zibai-app", await thread.Task ?? "", StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _leave.Release(100);
        _runner.Dispose();
        _serving.Dispose();
    }

    private async Task<string> EnteredAsync() => await _entered.Reader.ReadAsync().AsTask().WaitAsync(Timeouts.Default);

    private void See(string what) => _seen.Add((what, Thread.CurrentThread.Name));

    private IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse start)
    {
        var path = Serving.PathOf(environ);
        See(path + " call");
        _entered.Writer.TryWrite(path);
        Assert.True(_leave.Wait(Timeouts.Default));
        if (path == "/fail")
        {
            throw new InvalidOperationException("app");
        }

        start("200 OK", []);
        return Iterate(path);
    }

    private IEnumerable<ReadOnlyMemory<byte>> Iterate(string path)
    {
        See(path + " first");
        yield return Serving.Bytes("a");
        See(path + " second");
        yield return Serving.Bytes("b");
    }
}
