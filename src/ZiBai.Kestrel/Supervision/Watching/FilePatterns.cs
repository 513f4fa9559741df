using Microsoft.Extensions.FileSystemGlobbing;

namespace ZiBai.Supervision.Watching;

/// <summary>The globs of <c>--watchfiles</c>: separated by <c>;</c>, relative to a folder, <c>*</c> within a name and <c>**</c> across folders.</summary>
internal sealed class FilePatterns
{
    private readonly Matcher _matcher = new(StringComparison.Ordinal);
    private readonly string _folder;

    /// <param name="folder">The folder they are relative to.</param>
    /// <param name="patterns">The globs.</param>
    public FilePatterns(string folder, string patterns)
    {
        _folder = Path.GetFullPath(folder);
        var each = Split(patterns);
        _matcher.AddIncludePatterns(each);

        // "**.dll" is "**/*.dll".
        ReachBelow = each.Any(static pattern => pattern.Contains('/', StringComparison.Ordinal) || pattern.Contains("**", StringComparison.Ordinal));
    }

    /// <summary>Whether a file below a folder of the folder can match.</summary>
    public bool ReachBelow { get; }

    /// <summary>What keeps a text from being globs, or null.</summary>
    public static string? Wrong(string patterns) =>
        Split(patterns) is not { Length: > 0 } each ? "there is no glob"
        : each.FirstOrDefault(static pattern => Path.IsPathRooted(pattern) || pattern.Split('/').Contains("..")) is { } outside
            ? $"'{outside}' leads out of --app-dir"
            : null;

    /// <summary>Whether a file, by its full path, is meant.</summary>
    public bool Match(string path) => _matcher.Match(_folder, path).HasMatches;

    /// <summary>The files that are meant, by full path.</summary>
    public IEnumerable<string> Files() => Directory.Exists(_folder) ? _matcher.GetResultsInFullPath(_folder) : [];

    private static string[] Split(string patterns) =>
        [.. patterns.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(static pattern => pattern.Replace('\\', '/'))];
}
