using System.Security;

namespace ZiBai.ErrorPages;

/// <summary>The app's source files as they are now. Only files that symbols name are looked for.</summary>
internal sealed class SourceFiles
{
    private const int LinesBefore = 5;
    private const int LinesAfter = 4;
    private const int LongestLine = 240;
    private const int LargestFile = 1 << 20;

    private readonly DateTimeOffset _loadedAt;

    /// <param name="loadedAt">When the app was loaded: a file that changed since may say something else than what runs.</param>
    public SourceFiles(DateTimeOffset loadedAt)
    {
        _loadedAt = loadedAt;
    }

    /// <summary>The lines around one, or why there are none.</summary>
    /// <param name="path">The file, from the symbols.</param>
    /// <param name="line">The line, from 1.</param>
    public SourceExcerpt Around(string path, int line)
    {
        try
        {
            return Path.IsPathFullyQualified(path) ? Read(new FileInfo(path), line) : SourceExcerpt.None("Its symbols do not say where the source file is.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException)
        {
            return SourceExcerpt.None($"The source file cannot be read: {ShownText.Line(exception.Message)}");
        }
    }

    private SourceExcerpt Read(FileInfo file, int line)
    {
        if (!file.Exists)
        {
            return SourceExcerpt.None("The source file is not on this machine.");
        }

        // What is no plain file has no length: pipes and devices are never opened.
        if (file.Length is 0 or > LargestFile)
        {
            return SourceExcerpt.None(file.Length == 0 ? "The source file is empty." : "The source file is too large to be shown.");
        }

        var lines = new List<string>();
        var first = Math.Max(1, line - LinesBefore);
        var number = 0;
        using var reader = new StreamReader(new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (number < line + LinesAfter && reader.ReadLine() is { } text)
        {
            if (++number >= first)
            {
                lines.Add(ShownText.Line(text.Replace("\t", "    ", StringComparison.Ordinal).TrimEnd(), LongestLine));
            }
        }

        return number < line
            ? SourceExcerpt.None($"The source file has no line {line} any more: it changed after the app was built.")
            : new SourceExcerpt(
                first, Dedented(lines), line, file.LastWriteTimeUtc > _loadedAt.UtcDateTime ? "The source file changed after the app was loaded: these may be other lines." : null);
    }

    private static List<string> Dedented(List<string> lines)
    {
        var indent = lines.Where(static text => text.Length > 0).Select(static text => text.Length - text.TrimStart(' ').Length).DefaultIfEmpty().Min();
        return [.. lines.Select(text => text.Length == 0 ? text : text[indent..])];
    }
}
