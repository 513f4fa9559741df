using System.Net;
using System.Net.Sockets;

namespace ZiBai.Transport;

/// <summary>One bound socket. It does not listen until <see cref="Listen"/>, or Kestrel, says so.</summary>
internal sealed class ListenSocket : IDisposable
{
    /// <summary>Takes over a bound socket.</summary>
    /// <param name="address">The address it was asked for by.</param>
    /// <param name="socket">The socket, bound; disposed with this.</param>
    public ListenSocket(ListenAddress address, Socket socket)
        : this(socket)
    {
        Address = address;
    }

    /// <summary>Takes over a bound socket that somebody else made.</summary>
    /// <param name="socket">The socket, bound; disposed with this.</param>
    public ListenSocket(Socket socket)
    {
        Socket = socket;
        // Read while the socket is open: a log line after the end may still name it. The scheme is the one spoken on this socket;
        // --url-scheme only tells the app what a proxy in front of it speaks.
        EndPoint = socket.LocalEndPoint ?? throw new ArgumentException("The socket is not bound.", nameof(socket));
        DisplayName = EndPoint is IPEndPoint ip ? $"http://{ip}" : $"unix:{EndPoint}";
    }

    /// <summary>The address this socket was asked for by, null if by none; a host name has a socket for each of its addresses.</summary>
    public ListenAddress? Address { get; }

    /// <summary>The bound socket.</summary>
    public Socket Socket { get; }

    /// <summary>Where it is bound, with the real port.</summary>
    public EndPoint EndPoint { get; }

    /// <summary><c>http://127.0.0.1:8000</c>, <c>http://[::1]:8000</c> or <c>unix:/abs/path</c>, with the real port.</summary>
    public string DisplayName { get; }

    /// <summary>
    /// Lets connections in, where they wait to be accepted. Only from here on is the address ours alone: until then the system lets
    /// another program bind the same port, and another server takes a Unix socket for one left behind. Kestrel may call the socket's own
    /// Listen again: that only sets the backlog.
    /// </summary>
    /// <param name="backlog">Connections that may wait, 1 and up. Null: as many as the system allows.</param>
    /// <exception cref="ListenException">Another program got there first.</exception>
    public void Listen(int? backlog)
    {
        try
        {
            Socket.Listen(backlog ?? int.MaxValue);
        }
        catch (SocketException exception)
        {
            throw ListenErrors.ForTcp(Address?.Text ?? DisplayName, EndPoint as IPEndPoint, exception);
        }
    }

    /// <summary>
    /// Closes the socket, whoever else may have closed it already. A Unix socket's file goes with it, if it is still the one made here.
    /// </summary>
    public void Dispose() => Socket.Dispose();
}
