using ZiBai.Response;
using ZiBai.Testing;

namespace ZiBai.Tests.Response;

public sealed class AsyncBodyPumpTests
{
    private readonly Responding _one = new();
    private readonly List<string> _log = [];

    public AsyncBodyPumpTests()
    {
        _one.Start();
        _one.Body.Sending = () =>
        {
            _log.Add("sent " + _one.Body.Chunks[^1]);
            return Task.CompletedTask;
        };
    }

    [Fact]
    public async Task TheIterationIsGivenTheTokenOfTheClientThatGoes()
    {
        CancellationToken given = default;

        async IAsyncEnumerable<ReadOnlyMemory<byte>> Body([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token = default)
        {
            given = token;
            await Task.Yield();
            yield return Responding.Bytes("a");
        }

        await BodyPump.SendAsync(_one.Response, Body()).WaitAsync(Timeouts.Default);

        Assert.Equal(_one.Exchange.Lifetime.RequestAborted, given);
        Assert.True(given.CanBeCanceled);
    }

    [Fact]
    public async Task EachChunkGoesOutBeforeTheNextIsAskedFor()
    {
        await PumpAsync(new AsyncTestChunks(_log, "a", "b"));

        Assert.Equal(["next", "sent a", "next", "sent b", "next", "dispose"], _log);
    }

    [Fact]
    public async Task ItWaitsForTheApp()
    {
        var step = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pump = PumpAsync(new AsyncTestChunks(_log, "a") { Step = step.Task });
        Assert.False(pump.IsCompleted);

        step.SetResult();
        await pump;

        Assert.Equal("a", _one.Body.Text);
    }

    [Fact]
    public async Task ASlowClientHoldsTheAppBack()
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _one.Body.Sending = () => taken.Task;
        var pump = PumpAsync(new AsyncTestChunks(_log, "a", "b"));
        Assert.Equal(["next"], _log);

        taken.SetResult();
        await pump;

        Assert.Equal("ab", _one.Body.Text);
    }

    [Fact]
    public async Task AnIterationThatFailsIsDisposedOnce()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => PumpAsync(new AsyncTestChunks(_log, "a", null)));

        Assert.Equal(["next", "sent a", "next", "dispose"], _log);
    }

    [Fact]
    public async Task AClientThatHasGoneStopsTheIterationWhichIsDisposedOnce()
    {
        _one.Body.Sending = () =>
        {
            _one.Exchange.Lifetime.ClientGoes();
            return Task.CompletedTask;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PumpAsync(new AsyncTestChunks(_log, "a", "b", "c")));

        Assert.Equal(["next", "next", "dispose"], _log);
    }

    [Fact]
    public async Task ABodyAndAnEnumeratorThatAreTwoAreBothDisposedOnce()
    {
        await PumpAsync(new AsyncTestChunks(_log) { IsItsOwnEnumerator = false });

        Assert.Equal(["next", "dispose", "dispose"], _log);
    }

    [Fact]
    public async Task AnIteratorMethodsFinallyRunsWhenTheClientHasGone()
    {
        var cleanedUp = false;
        _one.Body.Sending = () =>
        {
            _one.Exchange.Lifetime.ClientGoes();
            return Task.CompletedTask;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PumpAsync(App()));

        Assert.True(cleanedUp);

        async IAsyncEnumerable<ReadOnlyMemory<byte>> App()
        {
            try
            {
                while (true)
                {
                    await Task.Yield();
                    yield return Responding.Bytes("a");
                }
            }
            finally
            {
                cleanedUp = true;
            }
        }
    }

    private Task PumpAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> body) => BodyPump.SendAsync(_one.Response, body).WaitAsync(Timeouts.Default);
}
