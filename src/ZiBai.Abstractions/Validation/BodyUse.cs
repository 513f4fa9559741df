namespace ZiBai.Validation;

/// <summary>What the server has done with a body so far, and the way of its disposal to the app.</summary>
internal sealed class BodyUse
{
    private readonly object _body;
    private readonly RequestCheck _request;
    private bool _isIterated;
    private int _isDisposed;

    public BodyUse(object body, RequestCheck request)
    {
        _body = body;
        _request = request;
    }

    /// <summary>Notes that an enumerator is asked for.</summary>
    public void Iterate()
    {
        Use("asked for the body's enumerator");
        if (_isIterated)
        {
            throw Rules.BodyIteratedOnce.Broken("it asked for the body's enumerator a second time");
        }

        _isIterated = true;
    }

    /// <param name="what">What the server does, for the message.</param>
    public void Use(string what)
    {
        if (_isDisposed != 0)
        {
            throw Rules.BodyUsedBeforeDisposal.Broken($"it {what} after it had disposed the body");
        }
    }

    /// <summary>Whether an enumerator is disposed for itself: one that is the body, as a compiler-made iterator is, goes with it.</summary>
    public bool IsApart(object enumerator) => !ReferenceEquals(enumerator, _body);

    public void Dispose()
    {
        Close();
        try
        {
            switch (_body)
            {
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
                case IAsyncDisposable disposable:
                    // Only where a synchronous server has nothing else: it would have to wait in any case.
                    disposable.DisposeAsync().AsTask().GetAwaiter().GetResult();
                    break;
            }
        }
        finally
        {
            _request.Finish();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        try
        {
            switch (_body)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync().ConfigureAwait(false);
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }
        }
        finally
        {
            _request.Finish();
        }
    }

    private void Close()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            throw Rules.BodyDisposedOnce.Broken("it disposed the body a second time");
        }

        _request.Closing();
    }
}
