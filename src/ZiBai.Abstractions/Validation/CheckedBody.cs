using System.Collections;

namespace ZiBai.Validation;

/// <summary>A synchronous app's body, watched chunk by chunk.</summary>
internal class CheckedBody : IEnumerable<ReadOnlyMemory<byte>>, IDisposable, IAsyncDisposable
{
    private readonly RequestCheck _request;
    private readonly BodyUse _use;

    public CheckedBody(IEnumerable<ReadOnlyMemory<byte>> body, RequestCheck request)
    {
        Body = body;
        _request = request;
        _use = new BodyUse(body, request);
    }

    protected IEnumerable<ReadOnlyMemory<byte>> Body { get; }

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
    {
        _use.Iterate();
        return new Chunks(Body.GetEnumerator(), _request, _use);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => _use.Dispose();

    public ValueTask DisposeAsync() => _use.DisposeAsync();

    private sealed class Chunks : IEnumerator<ReadOnlyMemory<byte>>
    {
        private readonly IEnumerator<ReadOnlyMemory<byte>> _chunks;
        private readonly RequestCheck _request;
        private readonly BodyUse _use;
        private bool _isDisposed;

        public Chunks(IEnumerator<ReadOnlyMemory<byte>> chunks, RequestCheck request, BodyUse use)
        {
            _chunks = chunks;
            _request = request;
            _use = use;
        }

        public ReadOnlyMemory<byte> Current { get; private set; }

        object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            _use.Use("asked for a chunk");
            if (!_chunks.MoveNext())
            {
                Current = default;
                _request.Ended();
                return false;
            }

            Current = _chunks.Current;
            _request.Yielded(Current);
            return true;
        }

        public void Reset() => _chunks.Reset();

        public void Dispose()
        {
            if (!_isDisposed && _use.IsApart(_chunks))
            {
                _chunks.Dispose();
            }

            _isDisposed = true;
        }
    }
}
