using System.Collections;

namespace ZiBai.Environ;

/// <summary>The keys or the values of an environ, as a live and read-only collection.</summary>
internal sealed class EnvironView<T> : ICollection<T>
{
    private readonly IDictionary<string, object?> _environ;
    private readonly Func<KeyValuePair<string, object?>, T> _part;
    private readonly Func<T, bool>? _contains;

    public EnvironView(IDictionary<string, object?> environ, Func<KeyValuePair<string, object?>, T> part, Func<T, bool>? contains)
    {
        _environ = environ;
        _part = part;
        _contains = contains;
    }

    public int Count => _environ.Count;

    public bool IsReadOnly => true;

    public bool Contains(T item) => _contains is not null ? _contains(item) : _environ.Any(pair => Equals(_part(pair), item));

    public void CopyTo(T[] array, int arrayIndex) => EnvironView.Copy(this, Count, array, arrayIndex);

    public IEnumerator<T> GetEnumerator()
    {
        foreach (var pair in _environ)
        {
            yield return _part(pair);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Add(T item) => throw ReadOnly();

    public bool Remove(T item) => throw ReadOnly();

    public void Clear() => throw ReadOnly();

    private static NotSupportedException ReadOnly() =>
        new("The keys and values of an environ are changed through the environ itself.");
}

/// <summary>What the environ and its views share.</summary>
internal static class EnvironView
{
    /// <summary>Copies, with the checks that <see cref="ICollection{T}.CopyTo"/> asks for.</summary>
    public static void Copy<T>(IEnumerable<T> source, int count, T[] array, int arrayIndex)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentOutOfRangeException.ThrowIfNegative(arrayIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(arrayIndex, array.Length);
        if (array.Length - arrayIndex < count)
        {
            throw new ArgumentException($"The array has room for {array.Length - arrayIndex} items from index {arrayIndex}, not for {count}.");
        }

        foreach (var item in source)
        {
            array[arrayIndex++] = item;
        }
    }
}
