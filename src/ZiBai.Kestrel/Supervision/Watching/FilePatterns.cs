using Microsoft.Extensions.FileSystemGlobbing;

namespace ZiBai.Supervision.Watching;

/// <summary>The globs of <c>--watchfiles</c>: separated by <c>;</c>, relative to a folder, <c>*</c> within a name and <c>**</c> across folders.</summary>
internal sealed class FilePatterns
{
    /// <summary>What is usually worth a restart: what an app is made of and built into, and settings, which lie beside it.</summary>
    public const string Usual = "**/*.cs;**/*.csproj;**/*.dll;appsettings*.json;.env";

    /// <summary>
    /// Folders of what tools make, which change in every build or are large; where an app lies in its user's home, our own cache is in one of them. A glob
    /// that means one of them names it.
    /// </summary>
    private static readonly string[] _leftOut = ["bin", "obj", ".git", "node_modules", ".cache"];

    private readonly Matcher[] _matchers;
    private readonly string[] _each;
    private readonly string _folder;

    /// <param name="folder">The folder they are relative to.</param>
    /// <param name="patterns">The globs.</param>
    public FilePatterns(string folder, string patterns)
    {
        _folder = Path.GetFullPath(folder);
        _each = Split(patterns);

        // One matcher, and so one walk, for all globs that leave out the same; mostly there is but one.
        _matchers = [.. _each.GroupBy(static pattern => string.Join(';', LeftOutOf(pattern))).Select(static group => MatcherOf([.. group]))];

        // "**.dll" is "**/*.dll".
        ReachBelow = _each.Any(static pattern => pattern.Contains('/', StringComparison.Ordinal) || pattern.Contains("**", StringComparison.Ordinal));
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
    public bool Match(string path) => Array.Exists(_matchers, matcher => matcher.Match(_folder, path).HasMatches);

    /// <summary>The files that are meant, by full path.</summary>
    public IEnumerable<string> Files() =>
        Directory.Exists(_folder) ? _matchers.SelectMany(matcher => matcher.GetResultsInFullPath(_folder)).Distinct(StringComparer.Ordinal) : [];

    /// <summary>The globs that mean none of some files.</summary>
    /// <param name="files">Files, by full path.</param>
    public IReadOnlyList<string> Without(IReadOnlyCollection<string> files) =>
        [.. _each.Where(pattern => !MatcherOf([pattern]).Match(_folder, files).HasMatches)];

    private static Matcher MatcherOf(string[] patterns)
    {
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddIncludePatterns(patterns);
        matcher.AddExcludePatterns(LeftOutOf(patterns[0]).Select(static folder => $"**/{folder}/**"));
        return matcher;
    }

    private static IEnumerable<string> LeftOutOf(string pattern) => _leftOut.Except(pattern.Split('/'), StringComparer.Ordinal);

    private static string[] Split(string patterns) =>
        [.. patterns.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(static pattern => pattern.Replace('\\', '/'))];
}
