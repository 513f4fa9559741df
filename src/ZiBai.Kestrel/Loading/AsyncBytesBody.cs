namespace ZiBai.Loading;

/// <summary>An asynchronous body of byte arrays as one of chunks. Each array is asked for only when its chunk is.</summary>
internal sealed class AsyncBytesBody : IAsyncEnumerable<ReadOnlyMemory<byte>>, IAsyncDisposable
{
    private readonly IAsyncEnumerable<byte[]> _body;
    private BodyDisposal _disposal;

    private AsyncBytesBody(IAsyncEnumerable<byte[]> body)
    {
        _body = body;
        _disposal = new BodyDisposal(body);
    }

    /// <summary>The body as chunks; null for null.</summary>
    public static AsyncBytesBody? Adapt(IAsyncEnumerable<byte[]>? body) => body is null ? null : new AsyncBytesBody(body);

    public IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Enumerator(this, _body.GetAsyncEnumerator(cancellationToken));

    public ValueTask DisposeAsync() => _disposal.DisposeAsync();

    private sealed class Enumerator : IAsyncEnumerator<ReadOnlyMemory<byte>>
    {
        private readonly AsyncBytesBody _owner;
        private readonly IAsyncEnumerator<byte[]> _inner;
        private bool _disposed;

        public Enumerator(AsyncBytesBody owner, IAsyncEnumerator<byte[]> inner)
        {
            _owner = owner;
            _inner = inner;
        }

        public ReadOnlyMemory<byte> Current => BytesBody.Chunk(_inner.Current);

        public ValueTask<bool> MoveNextAsync() => _inner.MoveNextAsync();

        public ValueTask DisposeAsync()
        {
            if (_disposed)
            {
                return default;
            }

            _disposed = true;
            _owner._disposal.EnumeratorDisposed(_inner);
            return _inner.DisposeAsync();
        }
    }
}
