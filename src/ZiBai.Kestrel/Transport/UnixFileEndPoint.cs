using System.Net;
using System.Net.Sockets;

namespace ZiBai.Transport;

/// <summary>
/// A path to bind to. Given a <see cref="UnixDomainSocketEndPoint"/>, a socket deletes whatever stands at the path when it is disposed,
/// without asking whether it is still its own file; of an end point it does not know, it only takes the address. What
/// <see cref="Socket.LocalEndPoint"/> answers afterwards is a <see cref="UnixDomainSocketEndPoint"/>, as Kestrel expects.
/// </summary>
internal sealed class UnixFileEndPoint(string path) : EndPoint
{
    private readonly UnixDomainSocketEndPoint _address = new(path);

    public override AddressFamily AddressFamily => AddressFamily.Unix;

    public override SocketAddress Serialize() => _address.Serialize();

    public override EndPoint Create(SocketAddress socketAddress) => _address.Create(socketAddress);

    public override string ToString() => _address.ToString();
}
