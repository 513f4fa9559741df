using System.Collections;
using ZiBai.Loading;
using ZiBai.Response;

namespace ZiBai.Tests.Loading;

public sealed class BodyTests
{
    private static readonly byte[] _chunk = [1];

    [Fact]
    public void NullStaysNull()
    {
        Assert.Null(BytesBody.Adapt(null));
        Assert.Null(AsyncBytesBody.Adapt(null));
        Assert.Null(IterableBody.Adapt(null));
        Assert.Null(TaskBody.Adapt(new ValueTask<byte[][]>((byte[][])null!), BodyKind.Bytes));
    }

    [Fact]
    public void OneChunkStaysRecognisable()
    {
        var body = Assert.IsType<ReadOnlyMemory<byte>[]>(BytesBody.Adapt(new List<byte[]> { _chunk }));

        Assert.Equal(_chunk, Assert.Single(body).ToArray());
    }

    [Fact]
    public void TheCountOfACollectionIsKept() =>
        Assert.Equal(2, Assert.IsAssignableFrom<IReadOnlyCollection<ReadOnlyMemory<byte>>>(BytesBody.Adapt([_chunk, _chunk])).Count);

    [Fact]
    public void AStreamHasNoCount() =>
        Assert.False(BytesBody.Adapt(new Body()) is IReadOnlyCollection<ReadOnlyMemory<byte>>);

    [Fact]
    public void AChunkIsAskedForOnlyWhenItIsWanted()
    {
        var asked = 0;
        IEnumerable<byte[]> Stream()
        {
            while (true)
            {
                asked++;
                yield return _chunk;
            }
        }

        using var chunks = BytesBody.Adapt(Stream())!.GetEnumerator();
        Assert.Equal(0, asked);
        chunks.MoveNext();

        Assert.Equal(1, asked);
    }

    [Fact]
    public void NullInABodyIsAnErrorOfTheApp()
    {
        var chunks = BytesBody.Adapt([null!, _chunk])!.GetEnumerator();

        Assert.Throws<InvalidOperationException>(() => chunks.MoveNext());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void ABodyIsDisposedOnce(bool isItsOwnEnumerator, bool enumerated)
    {
        var body = new Body { IsItsOwnEnumerator = isItsOwnEnumerator };
        var adapted = BytesBody.Adapt(body)!;
        if (enumerated)
        {
            adapted.GetEnumerator().Dispose();
        }

        ((IDisposable)adapted).Dispose();
        ((IDisposable)adapted).Dispose();

        Assert.Equal(1, body.Disposed);
        Assert.Equal(enumerated && !isItsOwnEnumerator ? 1 : 0, body.EnumeratorsDisposed);
    }

    [Fact]
    public async Task ABodyIsDisposedOnceAlthoughBothWaysAreTaken()
    {
        var body = new Body();
        var adapted = BytesBody.Adapt(body)!;

        await ((IAsyncDisposable)adapted).DisposeAsync();
        ((IDisposable)adapted).Dispose();

        Assert.Equal(1, body.Disposed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnAsynchronousBodyIsDisposedOnce(bool isItsOwnEnumerator)
    {
        var body = new AsyncBody { IsItsOwnEnumerator = isItsOwnEnumerator };
        var adapted = AsyncBytesBody.Adapt(body)!;

        await Drain(adapted);
        await adapted.DisposeAsync();

        Assert.Equal(1, body.Disposed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TheBodyOfATaskIsDisposedOnce(bool isItsOwnEnumerator)
    {
        var body = new Body { IsItsOwnEnumerator = isItsOwnEnumerator };
        var adapted = TaskBody.Adapt(Later<IEnumerable<byte[]>>(body), BodyKind.Bytes)!;

        await Drain(adapted);
        await ((IAsyncDisposable)adapted).DisposeAsync();
        await ((IAsyncDisposable)adapted).DisposeAsync();

        Assert.Equal(1, body.Disposed);
    }

    [Fact]
    public async Task TheBodyOfATaskIsDisposedAlthoughNobodyAskedForAChunk()
    {
        var body = new AsyncBody();
        var adapted = TaskBody.Adapt(Later<IAsyncEnumerable<byte[]>>(body), BodyKind.AsyncBytes)!;

        await ((IAsyncDisposable)adapted).DisposeAsync();

        Assert.Equal(1, body.Disposed);
    }

    [Fact]
    public async Task WhatATaskThrowsComesOutOnceWithTheFirstChunk()
    {
        var failed = new ValueTask<byte[][]>(Task.FromException<byte[][]>(new InvalidOperationException("failed")));
        var adapted = TaskBody.Adapt(failed, BodyKind.Bytes)!;

        await Assert.ThrowsAsync<InvalidOperationException>(() => Drain(adapted));
        await ((IAsyncDisposable)adapted).DisposeAsync();
    }

    [Fact]
    public async Task ATaskThatGivesNullLaterIsAnErrorOfTheApp()
    {
        var later = new TaskCompletionSource<byte[][]>(TaskCreationOptions.RunContinuationsAsynchronously);
        var adapted = TaskBody.Adapt(new ValueTask<byte[][]>(later.Task), BodyKind.Bytes)!;
        later.SetResult(null!);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Drain(adapted));

        Assert.Contains("gave null", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ASynchronousBodyOfATaskIsHandedOverWithItsDisposal(bool isDone)
    {
        var body = new List<ReadOnlyMemory<byte>> { _chunk };
        var task = isDone ? ValueTask.FromResult<IEnumerable<ReadOnlyMemory<byte>>>(body) : Later<IEnumerable<ReadOnlyMemory<byte>>>(body);
        var later = Assert.IsAssignableFrom<ILaterBody>(TaskBody.Adapt(task, BodyKind.Chunks));

        Assert.Same(body, await later.TakeAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatWasHandedOverIsNotDisposedHere(bool isDone)
    {
        var body = new Body();
        var later = (ILaterBody)TaskBody.Adapt(isDone ? ValueTask.FromResult<IEnumerable<byte[]>>(body) : Later<IEnumerable<byte[]>>(body), BodyKind.Bytes)!;

        var taken = await later.TakeAsync();
        await ((IAsyncDisposable)later).DisposeAsync();
        Assert.Equal(0, body.Disposed);
        ((IDisposable)taken!).Dispose();

        Assert.Equal(1, body.Disposed);
    }

    [Fact]
    public async Task AnAsynchronousBodyOfATaskIsSentAsItStands()
    {
        var source = new TaskCompletionSource<IAsyncEnumerable<byte[]>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var later = (ILaterBody)TaskBody.Adapt(new ValueTask<IAsyncEnumerable<byte[]>>(source.Task), BodyKind.AsyncBytes)!;
        source.SetResult(new AsyncBody());

        Assert.Null(await later.TakeAsync());

        await Drain(later);
    }

    private static async ValueTask<T> Later<T>(T result)
    {
        await Task.Yield();
        return result;
    }

    private static async Task Drain(IAsyncEnumerable<ReadOnlyMemory<byte>> body)
    {
        await foreach (var chunk in body)
        {
            Assert.Equal(_chunk, chunk.ToArray());
        }
    }

    private sealed class Body : IEnumerable<byte[]>, IEnumerator<byte[]>
    {
        private int _left = 1;

        public bool IsItsOwnEnumerator { get; init; }

        public int Disposed { get; private set; }

        public int EnumeratorsDisposed { get; private set; }

        public byte[] Current => _chunk;

        object IEnumerator.Current => Current;

        public IEnumerator<byte[]> GetEnumerator() => IsItsOwnEnumerator ? this : Chunks();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public bool MoveNext() => _left-- > 0;

        public void Reset() => throw new NotSupportedException();

        public void Dispose() => Disposed++;

        private Separate Chunks() => new(this);

        private sealed class Separate(Body body) : IEnumerator<byte[]>
        {
            public byte[] Current => _chunk;

            object IEnumerator.Current => Current;

            public bool MoveNext() => body.MoveNext();

            public void Reset() => throw new NotSupportedException();

            public void Dispose() => body.EnumeratorsDisposed++;
        }
    }

    private sealed class AsyncBody : IAsyncEnumerable<byte[]>, IAsyncEnumerator<byte[]>
    {
        private int _left = 1;

        public bool IsItsOwnEnumerator { get; init; }

        public int Disposed { get; private set; }

        public byte[] Current => _chunk;

        public IAsyncEnumerator<byte[]> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
            IsItsOwnEnumerator ? this : Chunks();

        public ValueTask<bool> MoveNextAsync() => new(_left-- > 0);

        public ValueTask DisposeAsync()
        {
            Disposed++;
            return default;
        }

        private static async IAsyncEnumerator<byte[]> Chunks()
        {
            await Task.Yield();
            yield return _chunk;
        }
    }
}
