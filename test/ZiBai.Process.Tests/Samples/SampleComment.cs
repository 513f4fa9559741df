using System.Text.RegularExpressions;

namespace ZiBai.Process.Tests.Samples;

/// <summary>The comment that a sample begins with.</summary>
/// <param name="Idea">What it shows.</param>
/// <param name="Zibai">What serves it: the words after <c>zibai</c>.</param>
/// <param name="Curls">What to run then, and what that shows.</param>
internal sealed partial record SampleComment(string Idea, IReadOnlyList<string> Zibai, IReadOnlyList<(string Command, string Shows)> Curls)
{
    /// <summary>Reads it.</summary>
    /// <param name="path">The file, relative to the repository.</param>
    public static SampleComment Of(string path)
    {
        string[] lines =
        [
            .. File.ReadLines(Path.Combine(BuiltApp.Repository, path)).TakeWhile(static line => line.StartsWith("// ", StringComparison.Ordinal))
                .Select(static line => line[3..]),
        ];
        return new SampleComment(
            lines[0],
            lines.Single(static line => line.StartsWith("  zibai ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..],
            [.. lines.Select(static line => Curl().Match(line)).Where(static match => match.Success)
                .Select(static match => (match.Groups[1].Value, match.Groups[2].Value))]);
    }

    [GeneratedRegex("^  (curl .*?)   +(.*)$")]
    private static partial Regex Curl();
}
