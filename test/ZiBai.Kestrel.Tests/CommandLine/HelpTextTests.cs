using System.Reflection;

namespace ZiBai.CommandLine;

public sealed class HelpTextTests
{
    private static readonly string[] _lines = HelpText.Of("zibai", appFromProgram: false).ReplaceLineEndings("\n").Split('\n');

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("hello:App -w abc --no-such --help")]
    [InlineData("-w --help")]
    public void HelpIsAnsweredWhateverElseIsSaid(string line)
    {
        var answer = ZiBaiOptions.Parse(line.Split(' ')).Answer;

        Assert.Equal(0, answer!.ExitCode);
        Assert.Equal(HelpText.Of("zibai", appFromProgram: false), answer.Text);
    }

    [Fact]
    public void VersionIsTheNameAndTheVersionAlone()
    {
        var version = typeof(ZiBaiOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

        Assert.Equal(new CommandLineAnswer(0, $"zibai {version}"), ZiBaiOptions.Parse("--version").Answer);
    }

    [Fact]
    public void EveryLineFitsAHundredColumns() => Assert.All(_lines, line => Assert.InRange(line.Length, 0, 100));

    [Fact]
    public void NoLineEndsInBlanks() => Assert.All(_lines, line => Assert.Equal(line.TrimEnd(), line));

    [Fact]
    public void EveryOptionIsThereWithItsDefaultBeforeTheNextOption()
    {
        foreach (var entry in OptionTable.Options)
        {
            var at = Array.FindIndex(_lines, line => line.StartsWith("  -", StringComparison.Ordinal)
                && line.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => word[0] == '-').Contains(entry.Name));
            Assert.True(at >= 0, $"{entry.Name} is missing");
            var more = _lines.Skip(at + 1).TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal));
            var own = string.Join(' ', more.Prepend(_lines[at]));
            Assert.Contains($"[default: {entry.Default}]", own, StringComparison.Ordinal);
            Assert.All(entry.Aliases, alias => Assert.Contains(alias, own, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void WhatIsAnsweredIsThereToo() =>
        Assert.All([.. ZiBaiCommand.PrintNames, "new NAME", "completion bash|zsh|fish"], name => Assert.Contains(_lines, line => line.StartsWith($"  {name} ", StringComparison.Ordinal)));

    [Fact]
    public void ItEndsWithExamples() => Assert.Contains("Examples:", _lines[^5..]);

    [Fact]
    public void EveryExampleIsARightCommandLine()
    {
        var examples = _lines.SkipWhile(line => line != "Examples:").Skip(1).Select(line => line.Trim().Split(' ')).ToArray();

        Assert.All(examples, words => Assert.Null(ZiBaiOptions.Parse(words[1..]).Answer));
    }
}
