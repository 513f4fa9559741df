using System.Collections;

namespace ZiBai.Validation;

/// <summary>The keys or the values of an environ as its app sees them: live, as long as the response lasts.</summary>
internal sealed class CheckedView<T> : ICollection<T>
{
    private const string Use = "it used a view of the environ";

    private readonly ICollection<T> _view;
    private readonly RequestCheck _request;
    private readonly Func<T, T> _forApp;
    private readonly Func<T, T> _forServer;

    public CheckedView(ICollection<T> view, RequestCheck request, Func<T, T> forApp, Func<T, T> forServer)
    {
        _view = view;
        _request = request;
        _forApp = forApp;
        _forServer = forServer;
    }

    public int Count => Open().Count;

    public bool IsReadOnly => Open().IsReadOnly;

    public bool Contains(T item) => Open().Contains(_forServer(item));

    public void CopyTo(T[] array, int arrayIndex)
    {
        Open().CopyTo(array, arrayIndex);
        for (var i = arrayIndex; i < arrayIndex + _view.Count; i++)
        {
            array[i] = _forApp(array[i]);
        }
    }

    public void Add(T item) => Open().Add(item);

    public bool Remove(T item) => Open().Remove(item);

    public void Clear() => Open().Clear();

    public IEnumerator<T> GetEnumerator() => new Enumerator(Open().GetEnumerator(), _request, _forApp);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ICollection<T> Open()
    {
        _request.ThrowIfFinished(Use);
        return _view;
    }

    internal sealed class Enumerator : IEnumerator<T>
    {
        private readonly IEnumerator<T> _items;
        private readonly RequestCheck _request;
        private readonly Func<T, T> _forApp;

        public Enumerator(IEnumerator<T> items, RequestCheck request, Func<T, T> forApp)
        {
            _items = items;
            _request = request;
            _forApp = forApp;
        }

        public T Current => _forApp(_items.Current);

        object? IEnumerator.Current => Current;

        public bool MoveNext()
        {
            _request.ThrowIfFinished("it enumerated the environ");
            return _items.MoveNext();
        }

        public void Reset() => _items.Reset();

        public void Dispose() => _items.Dispose();
    }
}
