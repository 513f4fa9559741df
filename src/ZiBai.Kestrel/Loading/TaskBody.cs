using ZiBai.Response;

namespace ZiBai.Loading;

/// <summary>A body that a task will give. The app has been called; its task is awaited when the first chunk is asked for.</summary>
internal sealed class TaskBody : ILaterBody, IAsyncDisposable
{
    private readonly Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> _task;
    private BodyDisposal _disposal;
    private bool _observed;
    private bool _disposed;

    private TaskBody(Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> task)
    {
        _task = task;
    }

    /// <summary>The body a task gives. A task that is already done costs nothing, and its null stays null.</summary>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>>? Adapt<TResult>(ValueTask<TResult> task, BodyKind kind)
        where TResult : class =>
        task.IsCompletedSuccessfully ? Adapt(task.Result, kind) : new TaskBody(AwaitAsync(task, kind));

    public IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Enumerator(this, cancellationToken);

    public async ValueTask<IEnumerable<ReadOnlyMemory<byte>>?> TakeAsync()
    {
        if (await _task is not IterableBody body)
        {
            return null;
        }

        _observed = true;
        return await body.TakeAsync();
    }

    /// <summary>Waits for the task, because only then is it known what there is to dispose.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (!_observed)
        {
            await BodyAsync();
        }

        await _disposal.DisposeAsync();
    }

    private static async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> AwaitAsync<TResult>(ValueTask<TResult> task, BodyKind kind)
        where TResult : class =>
        Adapt(await task, kind);

    private static IAsyncEnumerable<ReadOnlyMemory<byte>>? Adapt(object? body, BodyKind kind) => kind switch
    {
        BodyKind.Chunks => IterableBody.Adapt((IEnumerable<ReadOnlyMemory<byte>>?)body),
        BodyKind.AsyncChunks => (IAsyncEnumerable<ReadOnlyMemory<byte>>?)body,
        BodyKind.Bytes => IterableBody.Adapt(BytesBody.Adapt((IEnumerable<byte[]>?)body)),
        _ => AsyncBytesBody.Adapt((IAsyncEnumerable<byte[]>?)body),
    };

    private async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>?> BodyAsync()
    {
        // Set before the wait: what the task throws is thrown once, to whoever asked first.
        _observed = true;
        var body = await _task;
        if (body is not null)
        {
            _disposal = new BodyDisposal(body);
        }

        return body;
    }

    private sealed class Enumerator : IAsyncEnumerator<ReadOnlyMemory<byte>>
    {
        private readonly TaskBody _owner;
        private readonly CancellationToken _cancellationToken;
        private IAsyncEnumerator<ReadOnlyMemory<byte>>? _inner;
        private bool _disposed;

        public Enumerator(TaskBody owner, CancellationToken cancellationToken)
        {
            _owner = owner;
            _cancellationToken = cancellationToken;
        }

        public ReadOnlyMemory<byte> Current => _inner is null ? default : _inner.Current;

        public ValueTask<bool> MoveNextAsync() => _inner is null ? FirstAsync() : _inner.MoveNextAsync();

        public ValueTask DisposeAsync()
        {
            if (_disposed || _inner is null)
            {
                return default;
            }

            _disposed = true;
            _owner._disposal.EnumeratorDisposed(_inner);
            return _inner.DisposeAsync();
        }

        private async ValueTask<bool> FirstAsync()
        {
            var body = await _owner.BodyAsync()
                ?? throw new InvalidOperationException("The app's task gave null where a body was expected.");
            _inner = body.GetAsyncEnumerator(_cancellationToken);
            return await _inner.MoveNextAsync();
        }
    }
}
