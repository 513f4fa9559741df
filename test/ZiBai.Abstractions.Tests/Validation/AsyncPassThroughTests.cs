using System.Runtime.CompilerServices;

namespace ZiBai.Tests.Validation;

/// <summary>Asynchronous apps that keep the rules are served as they are.</summary>
public sealed class AsyncPassThroughTests : RuleTests
{
    [Fact]
    public async Task ChunksComeAsTheAppGivesThem()
    {
        await Exchange.RunAsync(App);

        Assert.Equal("200 OK", Exchange.Status);
        Assert.Equal(["abc", "de"], Exchange.Sent);

        static async IAsyncEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            await Task.Yield();
            Ok(startResponse);
            yield return Chunk("abc");
            await Task.Yield();
            yield return Chunk("de");
        }
    }

    [Fact]
    public async Task AChunkThatIsNotThereIsWaitedFor()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var chunks = Exchange.Call(App).GetAsyncEnumerator();

        var moving = chunks.MoveNextAsync();
        Assert.False(moving.IsCompleted);
        gate.SetResult();

        Assert.True(await moving);
        Assert.Equal("abc", chunks.Current.Text());

        async IAsyncEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            await gate.Task;
            Ok(startResponse);
            yield return Chunk("abc");
        }
    }

    [Fact]
    public async Task TheServersTokenReachesTheApp()
    {
        using var source = new CancellationTokenSource();
        CancellationToken seen = default;
        await using var chunks = Exchange.Call((_, startResponse) => App(startResponse)).GetAsyncEnumerator(source.Token);

        await chunks.MoveNextAsync();

        Assert.Equal(source.Token, seen);

        async IAsyncEnumerable<ReadOnlyMemory<byte>> App(
            StartResponse startResponse, [EnumeratorCancellation] CancellationToken token = default)
        {
            seen = token;
            await Task.Yield();
            Ok(startResponse);
            yield return Chunk("abc");
        }
    }

    [Fact]
    public async Task AnIteratorsFinallyRunsWhenTheServerStopsEarly()
    {
        var ends = 0;
        var body = Exchange.Call(App);
        await using (var chunks = body.GetAsyncEnumerator())
        {
            await chunks.MoveNextAsync();
        }

        await ((IAsyncDisposable)body).DisposeAsync();

        Assert.Equal(1, ends);

        async IAsyncEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            try
            {
                await Task.Yield();
                Ok(startResponse);
                yield return Chunk("abc");
                yield return Chunk("de");
            }
            finally
            {
                ends++;
            }
        }
    }

    [Fact, Breaks("StartResponseBeforeBody")]
    public Task AChunkBeforeStartResponseIsRefused() => BrokenAsync(static (_, _) => new[] { Chunk("abc") }.ToAsyncEnumerable());

    [Fact, Breaks("WriteBeforeReturn")]
    public Task WritingFromWithinTheBodyIsRefused()
    {
        return BrokenAsync(App);

        static async IAsyncEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            await Task.Yield();
            Ok(startResponse)(Chunk("abc"));
            yield break;
        }
    }

    [Fact, Breaks("EnvironUntilEnd")]
    public async Task TheEnvironIsRefusedAfterTheResponse()
    {
        await Exchange.RunAsync(static (_, startResponse) =>
        {
            Ok(startResponse);
            return AsyncEnumerable.Empty<ReadOnlyMemory<byte>>();
        });

        BrokenBy(() => Exchange.AppsEnviron!.Clear());
    }

    [Fact, Breaks("BodyDisposedOnce")]
    public async Task ASecondDisposalIsRefused()
    {
        var body = (IAsyncDisposable)Exchange.Call(static (_, _) => AsyncEnumerable.Empty<ReadOnlyMemory<byte>>());
        await body.DisposeAsync();

        BrokenBy(() => body.DisposeAsync().AsTask().GetAwaiter().GetResult());
    }
}
