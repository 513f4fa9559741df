using System.Net.Sockets;
using System.Text;

namespace ZiBai.Transport;

/// <summary>
/// A Unix socket that owns the file it is bound to: whoever disposes it, Kestrel included, the file goes with it, but only while it is
/// still the one made here. A server that has put its own socket in that place keeps it.
/// </summary>
internal sealed class UnixListenSocket : Socket
{
    private readonly string _path;
    private UnixFiles.Entry? _file;

    private UnixListenSocket(string path)
        : base(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        => _path = path;

    // sizeof(sun_path) less the closing zero: unix(7) on Linux and Windows, unix(4) on macOS and the BSDs.
    private static int LongestPath => OperatingSystem.IsLinux() || OperatingSystem.IsWindows() ? 107 : 103;

    /// <summary>Makes a socket with exactly these permissions, in the place of one left behind if need be.</summary>
    /// <param name="address">The address asked for.</param>
    /// <param name="path">Its absolute path.</param>
    /// <param name="permissions">Read, write and execute bits.</param>
    /// <exception cref="ListenException">The path cannot be a socket, or is one that is alive.</exception>
    public static UnixListenSocket Bind(ListenAddress address, string path, UnixFileMode permissions)
    {
        var length = Encoding.UTF8.GetByteCount(path);
        if (length > LongestPath)
        {
            throw ListenErrors.Because(
                address, $"the path '{path}' has {length} bytes, and this system allows {LongestPath}. Choose a shorter one, for example under /run or /tmp.");
        }

        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            throw ListenErrors.Because(address, $"there is no folder '{folder}'. Create it first, or choose another path.");
        }

        // Between binding and listening a socket looks like one left behind: whoever else comes for the same path waits until that is over.
        using var folderLock = UnixFiles.LockFolder(folder);
        UnixSocketPath.Clear(address, path);
        var socket = new UnixListenSocket(path);
        try
        {
            UnixFiles.WithPermissions(permissions, () => socket.Bind(new UnixFileEndPoint(path)));
            socket._file = UnixFiles.Find(path);
            UnixFiles.EnsurePermissions(path, socket._file, permissions);
            socket.Listen();
            return socket;
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            throw ListenErrors.Because(address, Why(exception, folder), exception);
        }
    }

    /// <summary>Removes the file ahead of the socket's end, if it is still the one made here: nobody new can connect from then on.</summary>
    public void RemoveFile()
    {
        // Before the socket closes: while it is open the file system cannot give its inode number to another file.
        if (Interlocked.Exchange(ref _file, null) is { } file)
        {
            RemoveIfOurs(file);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            RemoveFile();
        }

        base.Dispose(disposing);
    }

    private void RemoveIfOurs(UnixFiles.Entry file)
    {
        try
        {
            if (file.IsSameFileAs(UnixFiles.Find(_path)))
            {
                File.Delete(_path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder is gone, or no longer ours to write to. A file left behind is replaced at the next start.
        }
    }

    private static string Why(Exception exception, string folder) => exception switch
    {
        UnauthorizedAccessException or SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            $"permission denied. This user may not create files in '{folder}': grant it the right, or choose another folder.",
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            "another program has just made a file of that name. Stop it, or choose another path.",
        _ => $"{ListenErrors.OneLine(exception.Message)}. Choose another path.",
    };
}
