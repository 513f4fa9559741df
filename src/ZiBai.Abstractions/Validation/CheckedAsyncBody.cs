namespace ZiBai.Validation;

/// <summary>An asynchronous app's body, watched chunk by chunk.</summary>
internal sealed class CheckedAsyncBody : IAsyncEnumerable<ReadOnlyMemory<byte>>, IAsyncDisposable
{
    private readonly IAsyncEnumerable<ReadOnlyMemory<byte>> _body;
    private readonly RequestCheck _request;
    private readonly BodyUse _use;

    public CheckedAsyncBody(IAsyncEnumerable<ReadOnlyMemory<byte>> body, RequestCheck request)
    {
        _body = body;
        _request = request;
        _use = new BodyUse(body, request);
    }

    public IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _use.Iterate();
        return new Chunks(_body.GetAsyncEnumerator(cancellationToken), _request, _use);
    }

    public ValueTask DisposeAsync() => _use.DisposeAsync();

    private sealed class Chunks : IAsyncEnumerator<ReadOnlyMemory<byte>>
    {
        private readonly IAsyncEnumerator<ReadOnlyMemory<byte>> _chunks;
        private readonly RequestCheck _request;
        private readonly BodyUse _use;
        private bool _isDisposed;

        public Chunks(IAsyncEnumerator<ReadOnlyMemory<byte>> chunks, RequestCheck request, BodyUse use)
        {
            _chunks = chunks;
            _request = request;
            _use = use;
        }

        public ReadOnlyMemory<byte> Current { get; private set; }

        public async ValueTask<bool> MoveNextAsync()
        {
            _use.Use("asked for a chunk");
            if (!await _chunks.MoveNextAsync().ConfigureAwait(false))
            {
                Current = default;
                _request.Ended();
                return false;
            }

            Current = _chunks.Current;
            _request.Yielded(Current);
            return true;
        }

        public ValueTask DisposeAsync()
        {
            var isFirst = !_isDisposed;
            _isDisposed = true;
            return isFirst && _use.IsApart(_chunks) ? _chunks.DisposeAsync() : default;
        }
    }
}
