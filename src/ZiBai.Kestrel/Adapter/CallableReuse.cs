namespace ZiBai.Adapter;

/// <summary>
/// Whether one start_response may serve one request of a connection after another. It is so with apps that call it where they were called themselves, as nearly all
/// do: with them nobody else is left who could call it for a request that has ended. The first call of another kind is the end of it, for all connections.
/// </summary>
internal sealed class CallableReuse
{
    private volatile bool _isSafe;

    /// <param name="isSafe">False for apps that are not done when they return.</param>
    public CallableReuse(bool isSafe)
    {
        _isSafe = isSafe;
    }

    public bool IsSafe => _isSafe;

    /// <summary>From now on each request has its own.</summary>
    public void End() => _isSafe = false;
}
