using System.Text.RegularExpressions;
using ZiBai.Tests.Repository;

namespace ZiBai.Tests.Readme;

/// <summary>What README.md quotes, links to and counts up.</summary>
public sealed partial class ReadmeTests
{
    /// <summary>What runs the tests: no dependency of the server or of how it is tested.</summary>
    private static readonly string[] _runner = ["Microsoft.NET.Test.Sdk", "xunit.runner.visualstudio"];

    [Fact]
    public void EverySnippetIsFoundInASampleOrInWhatANewAppStartsFrom()
    {
        var samples = Repo.Files("*.cs", "samples").Concat(Repo.Files("*.cs.txt", "src/ZiBai.Cli/NewApp")).Select(path => Unindented(Repo.Read(path))).ToArray();
        var snippets = Repo.Blocks("csharp");

        Assert.NotEmpty(snippets);
        Assert.All(snippets, snippet => Assert.Contains(samples, sample => $"\n{sample}\n".Contains($"\n{Unindented(snippet)}\n", StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryBlockHasALanguageThatATestKnows() =>
        Assert.Equal(
            ["csharp", "json", "logrotate", "sh"],
            Fence().Matches(Repo.Readme).Where((_, i) => i % 2 == 0).Select(match => match.Groups[1].Value).Distinct().Order());

    [Fact]
    public void EveryDependencyIsMentioned()
    {
        var section = Repo.Section("Dependencies");
        var references = Repo.Files("*.csproj", "src", "test", "samples").Concat(Repo.Files("Directory.Build.props", "src", "test", "samples"))
            .SelectMany(Repo.PackageReferences).Distinct().Except(_runner).ToArray();

        Assert.NotEmpty(references);
        Assert.All(references, package => Assert.Contains($"`{package}`", section, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryRelativeLinkLeadsSomewhere()
    {
        var links = Link().Matches(Repo.Readme).Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#')).ToArray();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Repo.PathOf(link.Split('#')[0])), $"README.md links to {link}, which does not exist."));
    }

    [Fact]
    public void EverySampleProgramIsLinkedTo() =>
        Assert.All(
            Repo.Files("Program.cs", "samples"),
            program => Assert.Contains($"]({program})", Repo.Readme, StringComparison.Ordinal));

    private static string Unindented(string text) => string.Join('\n', text.Trim('\n').Split('\n').Select(line => line.Trim()));

    [GeneratedRegex("^```([a-z]*)$", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
