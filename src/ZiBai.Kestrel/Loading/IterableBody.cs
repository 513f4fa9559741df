using ZiBai.Response;

namespace ZiBai.Loading;

/// <summary>A synchronous body in the asynchronous form, for the apps whose task gives one. Asking it for a chunk holds the thread.</summary>
internal sealed class IterableBody : ILaterBody, IAsyncDisposable
{
    private readonly IEnumerable<ReadOnlyMemory<byte>> _body;
    private BodyDisposal _disposal;

    private IterableBody(IEnumerable<ReadOnlyMemory<byte>> body)
    {
        _body = body;
        _disposal = new BodyDisposal(body);
    }

    /// <summary>The body in the asynchronous form; null for null.</summary>
    public static IterableBody? Adapt(IEnumerable<ReadOnlyMemory<byte>>? body) => body is null ? null : new IterableBody(body);

    public IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Enumerator(this, _body.GetEnumerator(), cancellationToken);

    public ValueTask DisposeAsync() => _disposal.DisposeAsync();

    public ValueTask<IEnumerable<ReadOnlyMemory<byte>>?> TakeAsync()
    {
        _disposal = default;
        return new ValueTask<IEnumerable<ReadOnlyMemory<byte>>?>(_body);
    }

    private sealed class Enumerator : IAsyncEnumerator<ReadOnlyMemory<byte>>
    {
        private readonly IterableBody _owner;
        private readonly IEnumerator<ReadOnlyMemory<byte>> _inner;
        private readonly CancellationToken _cancellationToken;
        private bool _disposed;

        public Enumerator(IterableBody owner, IEnumerator<ReadOnlyMemory<byte>> inner, CancellationToken cancellationToken)
        {
            _owner = owner;
            _inner = inner;
            _cancellationToken = cancellationToken;
        }

        public ReadOnlyMemory<byte> Current => _inner.Current;

        public ValueTask<bool> MoveNextAsync()
        {
            _cancellationToken.ThrowIfCancellationRequested();
            return new ValueTask<bool>(_inner.MoveNext());
        }

        public ValueTask DisposeAsync()
        {
            if (!_disposed)
            {
                _disposed = true;
                _owner._disposal.EnumeratorDisposed(_inner);
                _inner.Dispose();
            }

            return default;
        }
    }
}
