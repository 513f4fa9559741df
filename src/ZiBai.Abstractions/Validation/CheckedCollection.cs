namespace ZiBai.Validation;

/// <summary>A body that knows how many chunks it has, so that a server can give a body of one chunk its Content-Length.</summary>
internal sealed class CheckedCollection : CheckedBody, ICollection<ReadOnlyMemory<byte>>, IReadOnlyCollection<ReadOnlyMemory<byte>>
{
    private readonly Func<int> _count;

    public CheckedCollection(IEnumerable<ReadOnlyMemory<byte>> body, RequestCheck request, Func<int> count)
        : base(body, request)
    {
        _count = count;
    }

    public int Count => _count();

    public bool IsReadOnly => true;

    public bool Contains(ReadOnlyMemory<byte> item) => Body.Contains(item);

    // Goes through the watched enumerator: ToArray and ToList come this way.
    public void CopyTo(ReadOnlyMemory<byte>[] array, int arrayIndex)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentOutOfRangeException.ThrowIfNegative(arrayIndex);
        if (array.Length - arrayIndex < Count)
        {
            throw new ArgumentException($"The array has no room for {Count} chunks from index {arrayIndex}.", nameof(array));
        }

        foreach (var chunk in this)
        {
            array[arrayIndex++] = chunk;
        }
    }

    public void Add(ReadOnlyMemory<byte> item) => throw ReadOnly();

    public bool Remove(ReadOnlyMemory<byte> item) => throw ReadOnly();

    public void Clear() => throw ReadOnly();

    private static NotSupportedException ReadOnly() => new("What an app returned cannot be changed; return another body instead.");
}
