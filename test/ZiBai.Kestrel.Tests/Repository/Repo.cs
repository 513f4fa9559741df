using System.Text.RegularExpressions;
using System.Xml.Linq;
using ZiBai.Testing;
using ZiBai.Tests.Architecture;

namespace ZiBai.Tests.Repository;

/// <summary>The repository that these tests were built from.</summary>
internal static partial class Repo
{
    public static string Readme { get; } = Read("README.md");

    public static string PathOf(string relative) => Path.Combine(Sources.Root, relative);

    public static string Read(string relative) => File.ReadAllText(PathOf(relative)).ReplaceLineEndings("\n");

    /// <summary>The text below a heading of README.md, up to the next heading of its level.</summary>
    public static string Section(string title)
    {
        var start = Readme.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"README.md has no section '{title}'.");
        var end = Readme.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? Readme[start..] : Readme[start..end];
    }

    /// <summary>The code blocks of README.md in one language.</summary>
    public static IReadOnlyList<string> Blocks(string language) =>
        [.. CodeBlock().Matches(Readme).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value)];

    /// <summary>Files of a kind in the source folders, with what was built left out; paths relative to the root, with slashes.</summary>
    public static IReadOnlyList<string> Files(string pattern, params string[] folders) =>
        [.. folders.SelectMany(folder => Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Sources.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>The packages that a project or property file refers to.</summary>
    public static IEnumerable<string> PackageReferences(string relative) =>
        XDocument.Load(PathOf(relative)).Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value);

    /// <summary>Files under version control, relative to the root; null where there is no git or no working tree.</summary>
    public static async Task<IReadOnlyList<string>?> TrackedFilesAsync()
    {
        if (!Path.Exists(PathOf(".git")))
        {
            return null;
        }

        await using var git = ChildProcess.Start("git", ["-c", "core.quotePath=false", "ls-files"], workingDirectory: Sources.Root);
        return await git.WaitForExitAsync() == 0 ? [.. git.Stdout.Split('\n').Where(path => File.Exists(PathOf(path)))] : null;
    }

    [GeneratedRegex("^```([a-z]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
