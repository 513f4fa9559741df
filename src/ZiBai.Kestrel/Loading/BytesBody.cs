using System.Collections;

namespace ZiBai.Loading;

/// <summary>A body of byte arrays as a body of chunks. Each array is asked for only when its chunk is.</summary>
internal class BytesBody : IEnumerable<ReadOnlyMemory<byte>>, IDisposable, IAsyncDisposable
{
    private readonly IEnumerable<byte[]> _body;
    private BodyDisposal _disposal;

    private BytesBody(IEnumerable<byte[]> body)
    {
        _body = body;
        _disposal = new BodyDisposal(body);
    }

    /// <summary>The body as chunks; null for null. A collection stays one, because a body of one chunk gets a Content-Length.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>>? Adapt(IEnumerable<byte[]>? body)
    {
        if (body is null)
        {
            return null;
        }

        var count = body switch
        {
            IReadOnlyCollection<byte[]> collection => collection.Count,
            ICollection<byte[]> collection => collection.Count,
            _ => -1,
        };
        if (count == 1 && body is IList<byte[]> list and not (IDisposable or IAsyncDisposable))
        {
            return new[] { Chunk(list[0]) };
        }

        return count < 0 ? new BytesBody(body) : new Counted(body, count);
    }

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static ReadOnlyMemory<byte> Chunk(byte[]? bytes) =>
        bytes ?? throw new InvalidOperationException("The app's body held null where a byte[] was expected. Yield an empty array for an empty chunk.");

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => new Enumerator(this, _body.GetEnumerator());

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => _disposal.Dispose();

    public ValueTask DisposeAsync() => _disposal.DisposeAsync();

    private sealed class Counted : BytesBody, IReadOnlyCollection<ReadOnlyMemory<byte>>
    {
        public Counted(IEnumerable<byte[]> body, int count)
            : base(body)
        {
            Count = count;
        }

        public int Count { get; }
    }

    private sealed class Enumerator : IEnumerator<ReadOnlyMemory<byte>>
    {
        private readonly BytesBody _owner;
        private IEnumerator<byte[]>? _inner;

        public Enumerator(BytesBody owner, IEnumerator<byte[]> inner)
        {
            _owner = owner;
            _inner = inner;
        }

        public ReadOnlyMemory<byte> Current { get; private set; }

        object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (_inner?.MoveNext() != true)
            {
                return false;
            }

            Current = Chunk(_inner.Current);
            return true;
        }

        public void Reset() => throw new NotSupportedException("A body is read once.");

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _inner, null) is { } inner)
            {
                _owner._disposal.EnumeratorDisposed(inner);
                inner.Dispose();
            }
        }
    }
}
