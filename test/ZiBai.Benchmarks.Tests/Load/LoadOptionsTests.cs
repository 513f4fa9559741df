using ZiBai.Benchmarks.Load;

namespace ZiBai.Benchmarks.Tests.Load;

public sealed class LoadOptionsTests
{
    [Fact]
    public void WithoutOptionsThereAreFiveRoundsOfEverything()
    {
        var options = Parse();

        Assert.Equal((5, TimeSpan.FromSeconds(5)), (options.Rounds, options.RoundTime));
        Assert.Equal(Workload.All, options.Workloads);
        Assert.Null(options.Contenders);
    }

    [Fact]
    public void WhatIsAskedForIsTakenInTheOrderOfTheTable()
    {
        var options = Parse("--workloads", "sleep,hello", "--contenders", "node, zibai", "--rounds", "2", "--seconds", "1", "--out", "here");

        Assert.Equal(["hello", "sleep"], options.Workloads.Select(static workload => workload.Name));
        Assert.Equal(["zibai", "node"], options.Contenders);
        Assert.Equal((2, TimeSpan.FromSeconds(1), "here"), (options.Rounds, options.RoundTime, options.Out));
    }

    [Theory]
    [InlineData("--workloads has 'helo'. There are: hello, hello-1,", "--workloads", "helo")]
    [InlineData("--contenders has 'nginx'. There are: bare, minimal,", "--contenders", "nginx")]
    [InlineData("--rounds is '0'.", "--rounds", "0")]
    [InlineData("--seconds is '1.5'.", "--seconds", "1.5")]
    [InlineData("--out wants a value.", "--out")]
    [InlineData("There is no option '--round'.", "--round", "3")]
    public void WrongOptionsAreExplained(string message, params string[] args) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => Parse(args)).Message, StringComparison.Ordinal);

    private static LoadOptions Parse(params string[] args) => LoadOptions.Parse("zibai", "apps", "1234567", args);
}
