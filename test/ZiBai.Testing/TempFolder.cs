using System.Text;

namespace ZiBai.Testing;

/// <summary>A folder of a test's own, removed with all it holds. Its path is short, so that Unix sockets fit in.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Bytes of a socket's path that every platform takes: sun_path has 104 on macOS and 108 on Linux, with the final NUL.</summary>
    private const int MaxSocketPathBytes = 99;

    /// <summary>Characters of the temporary directory beyond which /tmp is taken instead.</summary>
    private const int MaxRootLength = 40;

    public TempFolder()
    {
        var root = System.IO.Path.GetTempPath();
        if (!OperatingSystem.IsWindows() && root.Length > MaxRootLength)
        {
            Path = $"/tmp/zb-{Guid.NewGuid().ToString("N")[..12]}";
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        else
        {
            Path = Directory.CreateTempSubdirectory("zb-").FullName;
        }
    }

    public string Path { get; }

    /// <summary>The path of <paramref name="name"/> in this folder; nothing is made there.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>As <see cref="File"/>, for a Unix socket.</summary>
    /// <exception cref="ArgumentException">The path would not fit into a socket address.</exception>
    public string Socket(string name)
    {
        var path = File(name);
        var length = Encoding.UTF8.GetByteCount(path);
        return length <= MaxSocketPathBytes
            ? path
            : throw new ArgumentException(
                $"The socket path {path} has {length} bytes; at most {MaxSocketPathBytes} fit everywhere. Take a shorter name.", nameof(name));
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A test that failed may leave a file open here; its own failure must not be hidden by this one.
        }
    }
}
