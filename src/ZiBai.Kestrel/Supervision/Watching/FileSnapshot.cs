namespace ZiBai.Supervision.Watching;

/// <summary>What the watched files looked like at one moment. Two of them tell what has changed, whatever the system said or missed meanwhile.</summary>
internal sealed class FileSnapshot
{
    private readonly Dictionary<string, (long Length, DateTime Written, DateTime Made)> _files = new(StringComparer.Ordinal);

    private FileSnapshot()
    {
    }

    /// <summary>The files, by full path.</summary>
    public IReadOnlyCollection<string> Files => _files.Keys;

    /// <summary>Looks at the files.</summary>
    public static FileSnapshot Take(FilePatterns patterns)
    {
        var snapshot = new FileSnapshot();
        foreach (var path in patterns.Files())
        {
            var file = new FileInfo(path);
            if (file.Exists)
            {
                snapshot._files[path] = (file.Length, file.LastWriteTimeUtc, file.CreationTimeUtc);
            }
        }

        return snapshot;
    }

    /// <summary>The files that are new, gone, or not as they were.</summary>
    public IReadOnlyList<string> ChangesSince(FileSnapshot before) =>
    [
        .. _files.Where(file => !before._files.TryGetValue(file.Key, out var was) || was != file.Value).Select(static file => file.Key),
        .. before._files.Keys.Where(path => !_files.ContainsKey(path)),
    ];
}
