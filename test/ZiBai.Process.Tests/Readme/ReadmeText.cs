using System.Text.RegularExpressions;

namespace ZiBai.Process.Tests.Readme;

/// <summary>README.md, as it stands.</summary>
internal static partial class ReadmeText
{
    public static string Whole { get; } = File.ReadAllText(Path.Combine(BuiltApp.Repository, "README.md")).ReplaceLineEndings("\n");

    /// <summary>Every line of its shell blocks, without what is said of it behind <c>#</c>.</summary>
    public static IReadOnlyList<string> Commands { get; } =
        [.. Blocks("sh").SelectMany(static block => block.Trim('\n').Split('\n')).Select(static line => Remark().Replace(line, "").Trim())];

    /// <summary>The only command that begins so.</summary>
    public static string Command(string beginning) => Assert.Single(Commands, command => command.StartsWith(beginning, StringComparison.Ordinal));

    /// <summary>The only code block in a language that has a text in it.</summary>
    public static string Block(string language, string holding) =>
        Assert.Single(Blocks(language), block => block.Contains(holding, StringComparison.Ordinal));

    /// <summary>What a pattern finds: its first group.</summary>
    public static string Part(Regex part)
    {
        var match = part.Match(Whole);
        Assert.True(match.Success, $"README.md has nothing like {part}");
        return match.Groups[1].Value;
    }

    /// <summary>A text with one part of it replaced, which has to be there.</summary>
    public static string Replaced(string text, string old, string @new)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, @new, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Blocks(string language) =>
        CodeBlock().Matches(Whole).Where(match => match.Groups[1].Value == language).Select(static match => match.Groups[2].Value);

    [GeneratedRegex("^```([a-z]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(" +# .*$")]
    private static partial Regex Remark();
}
