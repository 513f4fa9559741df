using System.IO.Hashing;
using System.Text;
using ZiBai.Transport;

namespace ZiBai.Cli.Sources;

/// <summary>
/// Compiled modules, in a folder that is its user's alone. A file's name is its key, and its last 32 bytes are the hash of key and content: whatever is
/// not whole, or was not written for this key, is as good as not there. Files appear whole, so any number of processes may use it at once.
/// </summary>
internal sealed class CompileCache
{
    /// <summary>How long what nobody uses is kept.</summary>
    public static readonly TimeSpan KeptUnused = TimeSpan.FromDays(30);

    private static readonly TimeSpan _notedEvery = TimeSpan.FromDays(1);

    private const int SealLength = 16;
    private const string Ending = ".dll";
    private const string UnfinishedEnding = ".tmp";
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _folder;
    private readonly TimeProvider _time;

    /// <param name="folder">The folder; it need not be there.</param>
    /// <param name="time">The clock.</param>
    public CompileCache(string folder, TimeProvider time)
    {
        _folder = folder;
        _time = time;
    }

    /// <summary>Where users of this system have what can be made anew. Null where this one has no such place.</summary>
    public static string? FolderOfUser()
    {
        if (OperatingSystem.IsWindows())
        {
            return Below(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "zibai", "cache");
        }

        // The XDG base directory specification has a relative path ignored.
        return Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } set && Path.IsPathFullyQualified(set)
            ? Below(set, "zibai")
            : Below(Environment.GetEnvironmentVariable("HOME"), OperatingSystem.IsMacOS() ? "Library/Caches/zibai" : ".cache/zibai");

        static string? Below(string? root, params string[] names) =>
            Path.IsPathFullyQualified(root ?? "") ? Path.Combine([root!, .. names]) : null;
    }

    /// <summary>The assembly of a key, and its path; null where there is none, or none to be trusted.</summary>
    public CompiledAssembly? Find(string key)
    {
        var path = PathOf(key);
        try
        {
            if (!IsOurs(_folder) || !IsOurs(path))
            {
                return null;
            }

            var content = File.ReadAllBytes(path);
            if (content.Length < SealLength || !content.AsSpan(^SealLength..).SequenceEqual(Seal(key, content.AsSpan(..^SealLength))))
            {
                return null;
            }

            NoteUse(path);
            return new(path, content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps an assembly.</summary>
    /// <returns>Its path, and the content of the file. Null where nothing can be kept.</returns>
    public CompiledAssembly? Put(string key, byte[] assembly)
    {
        byte[] content = [.. assembly, .. Seal(key, assembly)];
        var path = PathOf(key);
        try
        {
            MakeFolder(_folder);
            if (!IsOurs(_folder))
            {
                return null;
            }

            Write(path, content);
            DropUnused();
            return new(path, content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Makes a folder that is its user's alone, if it is not there.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerAlone);
        }
    }

    /// <summary>Writes a file that nobody sees before it is whole.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, byte[] content)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}{UnfinishedEnding}";
        try
        {
            using (var file = new FileStream(unfinished, NewFile()))
            {
                file.Write(content);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    // Whatever the umask: what others can write is not trusted.
    private static FileStreamOptions NewFile() => OperatingSystem.IsWindows()
        ? new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write }
        : new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };

    private static byte[] Seal(string key, ReadOnlySpan<byte> assembly)
    {
        var hash = new XxHash128();
        hash.Append(Encoding.UTF8.GetBytes(key));
        hash.Append(assembly);
        return hash.GetCurrentHash();
    }

    /// <summary>Whether nobody else could have put it there: the code in it is run. A link counts as what it is itself.</summary>
    private static bool IsOurs(string path) =>
        UnixFiles.Find(path) is { } found
        && UnixFiles.IsOurs(found)
        && (found.Permissions & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0;

    private string PathOf(string key) => Path.Combine(_folder, key + Ending);

    private void NoteUse(string path)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        try
        {
            // Not each time: whoever watches a folder above would have it take our use of it for a change, and use it once more.
            if (now - File.GetLastWriteTimeUtc(path) > _notedEvery)
            {
                File.SetLastWriteTimeUtc(path, now);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // In a folder that can only be read it is used all the same.
        }
    }

    private void DropUnused()
    {
        var oldest = (_time.GetUtcNow() - KeptUnused).UtcDateTime;
        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles().Where(file => file.Extension is Ending or UnfinishedEnding && file.LastWriteTimeUtc < oldest))
        {
            try
            {
                file.Delete();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Somebody uses it just now, or has removed it; there will be another time.
            }
        }
    }
}
