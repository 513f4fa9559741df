using System.Net;
using System.Net.Sockets;

namespace ZiBai.Transport;

/// <summary>A socket that is bound already, as Kestrel's options want it.</summary>
internal sealed class BoundEndPoint : EndPoint
{
    public BoundEndPoint(Socket socket)
    {
        Socket = socket;
    }

    /// <summary>The bound socket.</summary>
    public Socket Socket { get; }

    /// <inheritdoc/>
    public override string ToString() => Socket.LocalEndPoint?.ToString() ?? "";
}
