using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ZiBai.Transport;

/// <summary>
/// What the base library cannot do with files on Unix: which file stands at a path, and making one with exact permissions. On Windows
/// the first is answered from what there is, and permissions are the folder's.
/// </summary>
/// <remarks>
/// Device and inode come from the runtime's own shim over lstat(2). The C struct differs between systems and processors, and 32-bit and
/// 64-bit variants hide behind one name; the shim's struct is one layout everywhere. It is private to the runtime and has changed
/// between major versions (a field was added before .NET 8): a test compares it with what stat(1) says.
/// </remarks>
internal static partial class UnixFiles
{
    private const int Enoent = 2;
    private const int Eacces = 13;
    private const int Enotdir = 20;
    private const UnixFileMode AllPermissions = (UnixFileMode)0b111_111_111;

    // umask is the process's, not the thread's.
    private static readonly Lock _umaskInUse = new();

    /// <summary>What stands at a path; a symbolic link stands for itself.</summary>
    /// <param name="path">Absolute path.</param>
    /// <returns>Null when nothing does.</returns>
    /// <exception cref="UnauthorizedAccessException">The folder may not be searched.</exception>
    /// <exception cref="IOException">The system could not tell.</exception>
    public static Entry? Find(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return FindOnWindows(path);
        }

        if (LStat(path, out var status) == 0)
        {
            const int typeMask = 0xF000;
            const int socketType = 0xC000;
            return new Entry(status.Device, status.Inode, (status.Mode & typeMask) == socketType, (UnixFileMode)status.Mode & AllPermissions, status.Owner);
        }

        var error = Marshal.GetLastPInvokeError();
        return error switch
        {
            Enoent or Enotdir => null,
            Eacces => throw new UnauthorizedAccessException($"Permission denied: '{path}'"),
            _ => throw new IOException(Marshal.GetPInvokeErrorMessage(error)),
        };
    }

    /// <summary>Whether a named pipe stands at a path, or at what a symbolic link leads to: opening one waits for whoever is at its other end.</summary>
    public static bool IsPipe(string path)
    {
        const int typeMask = 0xF000;
        const int pipeType = 0x1000;
        var whole = Path.GetFullPath(path);
        return !OperatingSystem.IsWindows()
            && File.Exists(whole)
            && LStat(File.ResolveLinkTarget(whole, returnFinalTarget: true)?.FullName ?? whole, out var status) == 0
            && (status.Mode & typeMask) == pipeType;
    }

    /// <summary>
    /// Runs something that makes a file of mode 777, as binding a Unix socket does, so that it gets these permissions from its first
    /// moment on. A file that another thread makes meanwhile gets them as its limit, too.
    /// </summary>
    /// <param name="permissions">Read, write and execute bits.</param>
    /// <param name="make">Makes the file.</param>
    public static void WithPermissions(UnixFileMode permissions, Action make)
    {
        if (OperatingSystem.IsWindows())
        {
            make();
            return;
        }

        lock (_umaskInUse)
        {
            var before = Umask((uint)(~permissions & AllPermissions));
            try
            {
                make();
            }
            finally
            {
                _ = Umask(before);
            }
        }
    }

    /// <summary>
    /// Puts permissions right where a folder's default access list overrode the umask. The socket does not listen yet, so nobody could
    /// connect in between.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="made">The file as it was made.</param>
    /// <param name="permissions">Read, write and execute bits.</param>
    public static void EnsurePermissions(string path, Entry? made, UnixFileMode permissions)
    {
        if (!OperatingSystem.IsWindows() && made is not null && made.Permissions != (permissions & AllPermissions))
        {
            File.SetUnixFileMode(path, permissions & AllPermissions);
        }
    }

    /// <summary>
    /// Waits for, and takes, the advisory lock of a folder (flock(2)), which leaves no file behind. Where the folder cannot be locked there is
    /// none, as on Windows: then two servers that start in the same instant are not told apart.
    /// </summary>
    public static IDisposable? LockFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        const int exclusive = 2;
        var closeOnExec = OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;
        var handle = new SafeFileHandle(Open(folder, closeOnExec), ownsHandle: true);
        if (!handle.IsInvalid && Flock(handle, exclusive) == 0)
        {
            return handle;
        }

        handle.Dispose();
        return null;
    }

    /// <summary>Whether a file is this process's user's own. On Windows, where folders of a user keep others out, every file counts as that.</summary>
    public static bool IsOurs(Entry file) => OperatingSystem.IsWindows() || file.Owner == EffectiveUser();

    // Windows keeps a Unix socket as a reparse point. .NET shows no file number there; the time of making tells two of them apart.
    private static Entry? FindOnWindows(string path)
    {
        var file = new FileInfo(path);
        return file.Exists || Directory.Exists(path)
            ? new Entry(0, file.CreationTimeUtc.Ticks, file.Attributes.HasFlag(FileAttributes.ReparsePoint), default, default)
            : null;
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint Umask(uint mask);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "flock")]
    private static partial int Flock(SafeFileHandle file, int operation);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_LStat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LStat(string path, out FileStatus status);

    /// <summary>One file system entry. Device and inode together are the file, whatever its name.</summary>
    /// <param name="Device">st_dev.</param>
    /// <param name="Inode">st_ino.</param>
    /// <param name="IsSocket">Whether it is a socket.</param>
    /// <param name="Permissions">Read, write and execute bits.</param>
    /// <param name="Owner">st_uid; 0 on Windows.</param>
    internal sealed record Entry(long Device, long Inode, bool IsSocket, UnixFileMode Permissions, uint Owner)
    {
        public bool IsSameFileAs(Entry? other) => other is not null && Device == other.Device && Inode == other.Inode;
    }

    // FileStatus in the runtime's src/native/libs/System.Native/pal_io.h, 120 bytes; the rest is room for it to grow.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FileStatus
    {
        [FieldOffset(4)]
        public int Mode;

        [FieldOffset(8)]
        public uint Owner;

        [FieldOffset(88)]
        public long Device;

        [FieldOffset(104)]
        public long Inode;
    }
}
