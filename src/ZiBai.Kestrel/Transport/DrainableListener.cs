using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace ZiBai.Transport;

/// <summary>A listener that can stop accepting and then tell when the last connection it accepted is accounted for.</summary>
internal sealed class DrainableListener : IConnectionListener
{
    /// <summary>
    /// How often to look, a millisecond apart, whether connections still wait to be accepted: many more than a queue takes, and an end where new
    /// ones never cease to come.
    /// </summary>
    private const int MostLooks = 1000;

    private readonly IConnectionListener _inner;
    private readonly Socket _socket;
    private readonly ConnectionTracker _connections;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hasBegun;

    /// <param name="inner">Kestrel's listener.</param>
    /// <param name="socket">Its socket.</param>
    /// <param name="connections">Told of each connection that is accepted.</param>
    public DrainableListener(IConnectionListener inner, Socket socket, ConnectionTracker connections)
    {
        _inner = inner;
        _socket = socket;
        _connections = connections;
    }

    public EndPoint EndPoint => _inner.EndPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        _hasBegun = true;
        ConnectionContext? connection;
        using var either = cancellationToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, cancellationToken) : null;
        try
        {
            connection = await _inner.AcceptAsync(either?.Token ?? _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            connection = null;
        }
        catch
        {
            _ended.TrySetResult();
            throw;
        }

        if (connection is null)
        {
            _ended.TrySetResult();
        }
        else
        {
            // Only now: a listener that took a place before anybody came would keep it from the other listeners. So each holds at most one
            // connection beyond the limit, unread; whoever comes after it waits in the socket's queue.
            await _connections.Limit.TakeAsync();
            _connections.Accepted(connection);
        }

        return connection;
    }

    /// <summary>
    /// Closes this process's end of the listening socket, and waits until the accept under way has come to its end. A client in the queue is connected, as
    /// far as it can tell, and may have sent its request: where nobody else accepts from the socket, closing at once would reset it, so the queue is
    /// emptied first.
    /// </summary>
    /// <param name="othersAccept">Whether other processes go on accepting from the socket.</param>
    public async Task StopAcceptingAsync(bool othersAccept)
    {
        _connections.Limit.Lift();
        (_socket as UnixListenSocket)?.RemoveFile();
        for (var looks = 0; looks < MostLooks && !othersAccept && _socket.Poll(0, SelectMode.SelectRead); looks++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }

        await UnbindAsync();
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        // The accept under way may wait for a connection to end.
        _connections.Limit.Lift();

        // First the accept, then the socket: closing one that is in use has the runtime disconnect it, and with that nobody else who holds it, supervisor or
        // worker, could be connected to any more.
        await _stop.CancelAsync();
        if (_hasBegun)
        {
            // Else the server never came to accept, since another of its addresses could not be had.
            await _ended.Task;
        }

        await _inner.UnbindAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _stop.Dispose();
        return _inner.DisposeAsync();
    }
}
