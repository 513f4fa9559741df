using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ZiBai.Transport;

/// <summary>
/// Kestrel's socket transport over sockets that are bound already, with one thing added: it can stop accepting long before the server
/// stops. Kestrel's own stop also closes connections that look idle while a request is already on the wire.
/// </summary>
internal sealed class DrainableListenerFactory : IConnectionListenerFactory
{
    private readonly SocketTransportFactory _sockets;
    private readonly ConnectionTracker _connections;
    private readonly List<DrainableListener> _listeners = [];

    /// <param name="options">The transport's options: see <see cref="Configure"/>.</param>
    /// <param name="connections">Told of each connection that is accepted.</param>
    /// <param name="loggerFactory">Where the transport logs.</param>
    public DrainableListenerFactory(IOptions<SocketTransportOptions> options, ConnectionTracker connections, ILoggerFactory loggerFactory)
    {
        _connections = connections;
        _sockets = new SocketTransportFactory(options, loggerFactory);
    }

    /// <summary>
    /// Sets the transport's options. They have to be the container's: only there do they come with Kestrel's pool of buffers, without which the transport
    /// allocates what it cannot share.
    /// </summary>
    /// <param name="options">The options.</param>
    /// <param name="backlog">Connections that may wait to be accepted; null for as many as the system allows.</param>
    public static void Configure(SocketTransportOptions options, int? backlog)
    {
        // The system cuts what is beyond its own bound (Linux: net.core.somaxconn).
        options.Backlog = backlog ?? int.MaxValue;
        options.CreateBoundListenSocket = static endPoint => ((BoundEndPoint)endPoint).Socket;

        // Straight to the thread pool: a queue of the transport's own in between takes each answer through one more pair of hands.
        options.IOQueueCount = 0;
    }

    /// <inheritdoc/>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var listener = new DrainableListener(
            await _sockets.BindAsync(endpoint, cancellationToken), ((BoundEndPoint)endpoint).Socket, _connections);
        lock (_listeners)
        {
            _listeners.Add(listener);
        }

        return listener;
    }

    /// <summary>
    /// Stops accepting in this process. When it completes every connection that was accepted is known to the tracker, so that none of the last
    /// instant is overlooked. The socket lives on in other processes that hold it.
    /// </summary>
    /// <param name="othersAccept">Whether other processes go on accepting from the sockets.</param>
    /// <param name="isSocketsEnd">Whether the sockets are nobody's after this, in no process.</param>
    public async Task StopAcceptingAsync(bool othersAccept, bool isSocketsEnd)
    {
        DrainableListener[] listeners;
        lock (_listeners)
        {
            listeners = [.. _listeners];
        }

        // At once: each may have to wait for clients that are just connecting.
        await Task.WhenAll(listeners.Select(listener => listener.StopAcceptingAsync(othersAccept, isSocketsEnd)));
    }
}
