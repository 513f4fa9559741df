using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace ZiBai.Transport;

/// <summary>An open connection as the drain sees it: whether it works on a request, and whether it did so since the last look.</summary>
internal sealed class TrackedConnection
{
    private readonly ConnectionContext _connection;
    private int _active;
    private int _started;

    public TrackedConnection(ConnectionContext connection)
    {
        _connection = connection;
    }

    /// <summary>Requests being answered now. Above one only on HTTP/2.</summary>
    public int Active => Volatile.Read(ref _active);

    /// <summary>Requests begun so far; wraps around.</summary>
    public int Started => Volatile.Read(ref _started);

    /// <summary>Whether the connection has ended, at least from the client's side.</summary>
    public bool IsClosed => _connection.ConnectionClosed.IsCancellationRequested;

    /// <summary>Notes that a request has arrived.</summary>
    public void RequestStarted()
    {
        Interlocked.Increment(ref _active);
        Interlocked.Increment(ref _started);
    }

    /// <summary>Notes that a request is answered.</summary>
    public void RequestFinished() => Interlocked.Decrement(ref _active);

    /// <summary>
    /// Asks Kestrel to close the connection as soon as it is between requests. A request of which a byte was read by then is still served,
    /// with <c>Connection: close</c>.
    /// </summary>
    public void CloseWhenIdle() => _connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
}
