using ZiBai.Transport;

namespace ZiBai.Worker;

/// <summary>
/// Waits for open connections to end of themselves. Each response now says <c>Connection: close</c>, so a busy client is gone after its
/// next request; a connection that stays silent is closed after a linger, and then only between requests.
/// </summary>
internal sealed class Drain
{
    /// <summary>
    /// How long a connection has to be silent to be closed. Long enough that a busy client meets the header first, short enough that a roll over
    /// many workers stays quick.
    /// </summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    /// <summary>How often the connections are looked at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly ConnectionTracker _connections;
    private readonly TimeProvider _time;
    private readonly Dictionary<TrackedConnection, (int Started, long Since)> _silent = [];

    public Drain(ConnectionTracker connections, TimeProvider time)
    {
        _connections = connections;
        _time = time;
    }

    /// <summary>Completes when no connection is open.</summary>
    /// <exception cref="OperationCanceledException">The token fired first; connections may be open still.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (_connections.Count > 0)
        {
            foreach (var connection in _connections.Open)
            {
                Look(connection);
            }

            await Task.Delay(Interval, _time, cancellationToken);
        }
    }

    private void Look(TrackedConnection connection)
    {
        var started = connection.Started;
        if (connection.Active > 0)
        {
            _silent.Remove(connection);
        }
        else if (!_silent.TryGetValue(connection, out var last) || last.Started != started)
        {
            _silent[connection] = (started, _time.GetTimestamp());
        }
        else if (_time.GetElapsedTime(last.Since) >= Linger)
        {
            connection.CloseWhenIdle();
        }
    }
}
