using Microsoft.Extensions.Logging;

namespace ZiBai.Supervision.Watching;

/// <summary>
/// Watches files, and tells which have changed once they are at rest. What the system tells of is only taken for a hint to look: it may tell too much, too
/// little, or of folders.
/// </summary>
internal sealed partial class FileWatch : IDisposable
{
    /// <summary>How often to look where the system cannot tell.</summary>
    private static readonly TimeSpan _pollInterval = TimeSpan.FromSeconds(1);

    private readonly FilePatterns _patterns;
    private readonly Action<FilesChanged> _changed;
    private readonly ILogger _logger;
    private readonly ChangeGathering _gathering;
    private readonly FileSystemWatcher _watcher;
    private readonly ITimer? _poll;
    private readonly string _folder;
    private readonly Lock _looking = new();
    private FileSnapshot _last;

    /// <param name="folder">The folder that the patterns are relative to.</param>
    /// <param name="patterns">Globs, separated by <c>;</c>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="changed">Told which files changed.</param>
    /// <param name="logger">Where it is told how files are watched.</param>
    public FileWatch(string folder, string patterns, TimeProvider time, Action<FilesChanged> changed, ILogger logger)
    {
        _folder = Path.GetFullPath(folder);
        _patterns = new FilePatterns(folder, patterns);
        _changed = changed;
        _logger = logger;
        _gathering = new ChangeGathering(time, Look);
        _watcher = new FileSystemWatcher(_folder)
        {
            IncludeSubdirectories = _patterns.ReachBelow,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.CreationTime,
        };
        _watcher.Created += (_, e) => Note(e.FullPath);
        _watcher.Changed += (_, e) => Note(e.FullPath);
        _watcher.Deleted += (_, e) => Note(e.FullPath);
        _watcher.Renamed += (_, e) =>
        {
            Note(e.OldFullPath);
            Note(e.FullPath);
        };
        _watcher.Error += (_, _) => _gathering.Note();
        _last = FileSnapshot.Take(_patterns);
        TellOfNothing(patterns);
        try
        {
            _watcher.EnableRaisingEvents = true;

            // What changed since the first look, and before the system told of changes.
            _gathering.Note();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogPolling(_logger, _folder, _pollInterval.TotalSeconds, exception.Message);
            _poll = time.CreateTimer(_ => Look(time.GetTimestamp()), null, _pollInterval, _pollInterval);
        }
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _poll?.Dispose();
        _gathering.Dispose();
    }

    private void Note(string path)
    {
        // A folder that came or went takes its files along unmentioned; of one that is gone it cannot be told that it was a folder.
        if (_patterns.Match(path) || (_patterns.ReachBelow && !File.Exists(path)))
        {
            _gathering.Note();
        }
    }

    // Of the usual globs most apps have files for a few only.
    private void TellOfNothing(string patterns)
    {
        if (patterns == FilePatterns.Usual && _last.Files.Count == 0)
        {
            LogNoFile(_logger, patterns, _folder);
        }

        foreach (var pattern in patterns == FilePatterns.Usual ? [] : _patterns.Without(_last.Files))
        {
            LogNoFile(_logger, pattern, _folder);
        }
    }

    private void Look(long noticed)
    {
        lock (_looking)
        {
            try
            {
                var now = FileSnapshot.Take(_patterns);
                var changes = now.ChangesSince(_last);
                _last = now;
                if (changes.Count > 0)
                {
                    _changed(new FilesChanged([.. changes.Select(path => Path.GetRelativePath(_folder, path))], noticed));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A folder that is being replaced this very moment. Its next change, or the next look, tells more.
                LogLookFailed(_logger, _folder, exception.Message);
                _gathering.Note();
            }
        }
    }

    [LoggerMessage(5201, LogLevel.Warning, "Files in {Folder} are looked at every {Seconds} s, since the system does not tell of changes: {Reason}",
        EventName = "WatchPolls")]
    private static partial void LogPolling(ILogger logger, string folder, double seconds, string reason);

    [LoggerMessage(5203, LogLevel.Warning, "No file matches {Glob} in {Folder} so far", EventName = "WatchMatchesNothing")]
    private static partial void LogNoFile(ILogger logger, string glob, string folder);

    [LoggerMessage(5202, LogLevel.Warning, "The watched files in {Folder} could not be looked at: {Reason}; trying again", EventName = "WatchLookFailed")]
    private static partial void LogLookFailed(ILogger logger, string folder, string reason);
}
