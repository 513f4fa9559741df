using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace ZiBai.Transport;

/// <summary>Knows the open connections, from the moment they are accepted, and makes each known to its requests as a feature.</summary>
internal sealed class ConnectionTracker
{
    private readonly ConcurrentDictionary<TrackedConnection, bool> _open = new();
    private long _requestsEnded;

    /// <param name="maxConnections">Connections at once, 1 or more; null for no limit.</param>
    public ConnectionTracker(int? maxConnections = null)
    {
        Limit = maxConnections is { } connections ? new ConnectionLimit(connections) : null;
    }

    /// <summary>Who may come in. A connection that is accepted has taken its place, and gives it back at its end.</summary>
    public ConnectionLimit? Limit { get; }

    /// <summary>The connections open now.</summary>
    public ICollection<TrackedConnection> Open => _open.Keys;

    /// <summary>Requests begun so far, on connections open and ended.</summary>
    public long Requests => Interlocked.Read(ref _requestsEnded) + Open.Sum(static connection => (long)connection.Started);

    /// <summary>Requests being answered now.</summary>
    public int Active => Open.Sum(static connection => connection.Active);

    /// <summary>How many connections are open now.</summary>
    public int Count => _open.Count;

    /// <summary>Notes a connection that was just accepted.</summary>
    public void Accepted(ConnectionContext connection)
    {
        var tracked = new TrackedConnection(connection);
        connection.Features.Set(tracked);
        _open.TryAdd(tracked, true);
    }

    /// <summary>Connection middleware that forgets a connection when Kestrel is through with it.</summary>
    public ConnectionDelegate Middleware(ConnectionDelegate next) => async connection =>
    {
        try
        {
            await next(connection);
        }
        finally
        {
            var tracked = connection.Features.GetRequiredFeature<TrackedConnection>();
            Interlocked.Add(ref _requestsEnded, tracked.Started);
            _open.TryRemove(tracked, out _);
            Limit?.Give();
        }
    };
}
