using System.Net.Sockets;

namespace ZiBai.Transport;

/// <summary>Makes room for a Unix socket: takes away one that a dead server left behind, and nothing else.</summary>
internal static class UnixSocketPath
{
    /// <summary>Sees to it that nothing stands at the path.</summary>
    /// <param name="address">The address asked for.</param>
    /// <param name="path">Its absolute path.</param>
    /// <exception cref="ListenException">What stands there is not a socket, or is alive, or cannot be told.</exception>
    public static void Clear(ListenAddress address, string path)
    {
        try
        {
            if (UnixFiles.Find(path) is not { } found)
            {
                return;
            }

            if (!found.IsSocket)
            {
                throw ListenErrors.Because(address, $"'{path}' exists and is not a socket. It is left alone: remove it, or choose another path.");
            }

            ThrowUnlessDead(address, path);

            // Another server may have cleared the path and moved in meanwhile.
            if (found.IsSameFileAs(UnixFiles.Find(path)))
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException and not ListenException)
        {
            throw ListenErrors.Because(
                address, $"'{path}' could not be examined or replaced: {ListenErrors.OneLine(exception.Message)}. Check the folder's permissions, or choose another path.", exception);
        }
    }

    private static void ThrowUnlessDead(ListenAddress address, string path)
    {
        // Not blocking: a connect to a server whose backlog is full would wait until that server accepts.
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException exception)
        {
            switch (exception.SocketErrorCode)
            {
                // AddressNotAvailable is how .NET tells that the file has gone meanwhile.
                case SocketError.ConnectionRefused or SocketError.AddressNotAvailable:
                    return;
                case SocketError.WouldBlock or SocketError.InProgress or SocketError.IOPending or SocketError.NoBufferSpaceAvailable:
                    break;
                case SocketError.AccessDenied:
                    throw ListenErrors.Because(
                        address, $"'{path}' is a socket that this user may not connect to, so it cannot be told whether a server is alive there. Remove it, or choose another path.", exception);
                default:
                    throw ListenErrors.Because(
                        address, $"'{path}' is a socket, and it cannot be told whether a program is alive there: {ListenErrors.OneLine(exception.Message)}. Remove it, or choose another path.", exception);
            }
        }

        throw ListenErrors.Because(address, $"another server is alive on '{path}'. Stop it, or choose another path.");
    }
}
