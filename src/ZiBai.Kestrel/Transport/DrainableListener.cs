using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace ZiBai.Transport;

/// <summary>A listener that can stop accepting and then tell when the last connection it accepted is accounted for.</summary>
internal sealed class DrainableListener : IConnectionListener
{
    /// <summary>How many connections to accept at most before the end: many more than a queue takes, and an end where new ones never cease to come.</summary>
    private const int MostLastAccepts = 10_000;

    /// <summary>How long a client that is connecting may take to come through to the queue: the way there and back within a data centre, many times over.</summary>
    private static readonly TimeSpan _handshake = TimeSpan.FromMilliseconds(50);

    private readonly IConnectionListener _inner;
    private readonly Socket _socket;
    private readonly ConnectionTracker _connections;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hasBegun;
    private volatile bool _emptiesQueue;
    private volatile bool _isClosed;
    private int _lastAccepts;

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
        ConnectionContext? connection = null;
        try
        {
            if (!_stop.IsCancellationRequested)
            {
                using var either = cancellationToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, cancellationToken) : null;
                var token = either?.Token ?? _stop.Token;
                try
                {
                    connection = await (_connections.Limit is { } limit ? AcceptWithinAsync(limit, token) : _inner.AcceptAsync(token));
                }
                catch (OperationCanceledException) when (_stop.IsCancellationRequested)
                {
                    // Nobody came before it was time to stop.
                }
            }

            if (connection is null && _stop.IsCancellationRequested)
            {
                connection = await AcceptLastOrCloseAsync(cancellationToken);
            }
        }
        finally
        {
            if (connection is null)
            {
                _ended.TrySetResult();
            }
            else
            {
                _connections.Limit?.Take();
                _connections.Accepted(connection);
            }

            _connections.Limit?.PassOn();
        }

        return connection;
    }

    /// <summary>
    /// Closes this process's end of the listening socket, and waits until the last accept has come to its end. A client in the queue is connected, as far as
    /// it can tell, and may have sent its request: where nobody else accepts from the socket, closing it would reset the connection, so the queue is
    /// emptied first.
    /// </summary>
    /// <param name="othersAccept">Whether other processes go on accepting from the socket.</param>
    /// <param name="isSocketsEnd">Whether the socket is nobody's after this, in no process: then new clients are kept from the queue while it is emptied.</param>
    public async Task StopAcceptingAsync(bool othersAccept, bool isSocketsEnd)
    {
        (_socket as UnixListenSocket)?.RemoveFile();
        if (isSocketsEnd && SynFilter.TryAttach(_socket))
        {
            // Whoever is connecting is accepted meanwhile, as ever.
            await Task.Delay(_handshake);
        }

        _emptiesQueue = !othersAccept;
        await UnbindAsync();
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        // An accept may wait for room.
        _connections.Limit?.Lift();

        // First the accept, then the socket: closing one that is in use has the runtime disconnect it, and with that nobody else who holds it, supervisor or
        // worker, could be connected to any more.
        await _stop.CancelAsync();
        if (_hasBegun)
        {
            // Else the server never came to accept, since another of its addresses could not be had.
            await _ended.Task;
        }

        if (!_isClosed)
        {
            await _inner.UnbindAsync(cancellationToken);
        }
    }

    /// <summary>Accepts when there is room. Who comes while there is none stays in the socket's queue, where another worker may have some.</summary>
    private async ValueTask<ConnectionContext?> AcceptWithinAsync(ConnectionLimit limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            await limit.RoomAsync();
            if (limit.Full is not { } full)
            {
                return await _inner.AcceptAsync(cancellationToken);
            }

            if (full.IsCompleted)
            {
                continue;
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var accept = _inner.AcceptAsync(either.Token).AsTask();
            if (!accept.IsCompleted)
            {
                // Nobody is there yet, and somebody may be at another listener.
                limit.PassOn();
            }

            if (await Task.WhenAny(accept, full) == full)
            {
                await either.CancelAsync();
            }

            try
            {
                return await accept;
            }
            catch (OperationCanceledException) when (full.IsCompleted && !cancellationToken.IsCancellationRequested)
            {
                // Nobody came before another listener took the last place.
            }
        }
    }

    /// <summary>When it is time to stop: one more connection that waits in the queue; null when none is to be taken, and the socket then closed.</summary>
    private async ValueTask<ConnectionContext?> AcceptLastOrCloseAsync(CancellationToken cancellationToken)
    {
        while (_emptiesQueue && _lastAccepts++ < MostLastAccepts && _socket.Poll(0, SelectMode.SelectRead))
        {
            using var tooLate = new CancellationTokenSource(TimeSpan.FromMilliseconds(10));
            try
            {
                return await _inner.AcceptAsync(tooLate.Token);
            }
            catch (OperationCanceledException) when (tooLate.IsCancellationRequested)
            {
                // Another worker, which empties the queue too, was there first.
            }
        }

        // At once: whoever came between the look at the queue and the close would be reset.
        await _inner.UnbindAsync(cancellationToken);
        _isClosed = true;
        return null;
    }

    public ValueTask DisposeAsync()
    {
        _stop.Dispose();
        return _inner.DisposeAsync();
    }
}
