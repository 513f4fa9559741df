using System.Globalization;
using System.Runtime.InteropServices;

namespace ZiBai.Testing;

/// <summary>Processes by their ids: those that a child of the test has started.</summary>
public static partial class SystemProcess
{
    /// <summary>Sends a signal to a process that the test has started, or that one of those has.</summary>
    /// <exception cref="InvalidOperationException">There is no such process.</exception>
    public static void Signal(int pid, ChildSignal signal)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Windows has no signals to send to another process.");
        }

        if (Kill(pid, signal.Number()) != 0)
        {
            throw new InvalidOperationException($"kill({pid}, {signal}) failed: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    /// <summary>Whether it runs. One that has ended and was not collected by who started it does not. Linux.</summary>
    public static bool Runs(int pid)
    {
        try
        {
            return StatusOf(pid, "State")[0] is not ('Z' or 'X');
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>
    /// Completes when none of these runs any more. They are not this process's own children, of whose end the system would tell: they are looked at again and
    /// again. Linux.
    /// </summary>
    public static async Task EndedAsync(params int[] pids)
    {
        using var tooLate = new CancellationTokenSource(Timeouts.Default);
        while (pids.Any(Runs))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), tooLate.Token);
        }
    }

    /// <summary>The processes that it has started and that there still are, those that have ended and were not collected included. Linux.</summary>
    public static IReadOnlyList<int> Children(int pid)
    {
        var children = new List<int>();
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{pid}/task"))
        {
            try
            {
                children.AddRange(File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(static child => int.Parse(child, CultureInfo.InvariantCulture)));
            }
            catch (IOException)
            {
                // The thread has ended since it was listed.
            }
        }

        return children;
    }

    /// <summary>Its arguments, NUL between them. Linux.</summary>
    public static string CommandLine(int pid) => File.ReadAllText($"/proc/{pid}/cmdline");

    /// <summary>The environment it was started with, NUL between the variables. Linux.</summary>
    public static string StartEnvironment(int pid) => File.ReadAllText($"/proc/{pid}/environ");

    /// <summary>The files it has in its memory, each once. Linux.</summary>
    public static IReadOnlyList<string> MappedFiles(int pid) =>
        [.. File.ReadLines($"/proc/{pid}/maps").Where(static line => line.Contains('/', StringComparison.Ordinal))
            .Select(static line => line[line.IndexOf('/', StringComparison.Ordinal)..]).Distinct()];

    /// <summary>What its descriptors are, by number: a path, or <c>socket:[inode]</c>, <c>pipe:[inode]</c>, <c>anon_inode:[eventpoll]</c>. Linux.</summary>
    public static IReadOnlyDictionary<int, string> Descriptors(int pid)
    {
        var descriptors = new SortedDictionary<int, string>();
        foreach (var link in Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd"))
        {
            try
            {
                descriptors[int.Parse(Path.GetFileName(link), CultureInfo.InvariantCulture)] = new FileInfo(link).LinkTarget ?? "";
            }
            catch (IOException)
            {
                // Closed since it was listed.
            }
        }

        return descriptors;
    }

    /// <summary>Its resident memory that no file backs, in KiB. Linux.</summary>
    public static int PrivateKiB(int pid) => int.Parse(StatusOf(pid, "RssAnon").Split(' ')[0], CultureInfo.InvariantCulture);

    private static string StatusOf(int pid, string field) =>
        File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith($"{field}:", StringComparison.Ordinal))[(field.Length + 1)..].Trim();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int pid, int signal);
}
