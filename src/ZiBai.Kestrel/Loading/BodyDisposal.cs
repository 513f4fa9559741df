namespace ZiBai.Loading;

/// <summary>Disposes what an app returned exactly once, whichever way it is asked to and whoever else has done so.</summary>
internal struct BodyDisposal
{
    private object? _body;

    public BodyDisposal(object body)
    {
        _body = body;
    }

    /// <summary>Notes that an enumerator was disposed: an iterator is often its own enumerator, and then is already done with.</summary>
    public void EnumeratorDisposed(object enumerator)
    {
        if (ReferenceEquals(enumerator, _body))
        {
            _body = null;
        }
    }

    public void Dispose()
    {
        switch (Interlocked.Exchange(ref _body, null))
        {
            case IDisposable disposable:
                disposable.Dispose();
                break;
            case IAsyncDisposable disposable:
                // Only where a synchronous caller has nothing else: it would have to wait in any case.
                disposable.DisposeAsync().AsTask().GetAwaiter().GetResult();
                break;
        }
    }

    public ValueTask DisposeAsync()
    {
        switch (Interlocked.Exchange(ref _body, null))
        {
            case IAsyncDisposable disposable:
                return disposable.DisposeAsync();
            case IDisposable disposable:
                disposable.Dispose();
                return default;
            default:
                return default;
        }
    }
}
