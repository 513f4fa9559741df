using System.Text.RegularExpressions;

namespace ZiBai.Tests.Architecture;

/// <summary>The source files of the repository, and what they mention.</summary>
internal static partial class Sources
{
    /// <summary>The folder that holds <c>src</c> and <c>test</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The files of a folder, and of those below it. Empty where there is no such folder.</summary>
    public static IEnumerable<string> In(string folder) =>
        Directory.Exists(Path.Combine(Root, folder))
            ? Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            : [];

    /// <summary>The lines of a source that mention a namespace, by a using, in full, or from a namespace beside it; comments do not count.</summary>
    /// <param name="source">The text of a file.</param>
    /// <param name="name">The namespace, for example <c>ZiBai.Worker</c>.</param>
    public static IReadOnlyList<string> Mentions(string source, string name)
    {
        var full = new Regex($@"(?<![\w.]){Regex.Escape(name)}(?![\w])");

        // Inside ZiBai.Environ, Worker.Drain is ZiBai.Worker.Drain; a member such as context.Worker.X is not.
        var beside = name.StartsWith("ZiBai.", StringComparison.Ordinal)
            ? new Regex($@"(?<![\w.]){Regex.Escape(name["ZiBai.".Length..])}\.[A-Z]\w*")
            : full;
        return [.. source.Split('\n').Select(WithoutComment).Where(line => full.IsMatch(line) || beside.IsMatch(line)).Select(static line => line.Trim())];
    }

    private static string WithoutComment(string line) => Comment().Replace(line, "");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run below the repository.");
    }

    [GeneratedRegex("//.*$")]
    private static partial Regex Comment();
}
