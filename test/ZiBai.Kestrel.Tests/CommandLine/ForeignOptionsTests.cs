using System.Text.RegularExpressions;

namespace ZiBai.CommandLine;

public sealed partial class ForeignOptionsTests
{
    [Theory]
    [InlineData("--bind", "here it is --listen")]
    [InlineData("-b", "here it is --listen")]
    [InlineData("--host", "here it is --listen HOST:PORT")]
    [InlineData("--port", "here it is --listen HOST:PORT")]
    [InlineData("--workers", "processes are --subprocess, requests at once in each are --max-workers")]
    [InlineData("--threads", "here it is --max-workers")]
    [InlineData("--timeout", "a worker that gives no sign of life is --ping-timeout, a silent client --socket-timeout")]
    [InlineData("--graceful-timeout", "here it is --graceful-exit-timeout")]
    [InlineData("--max-requests-jitter", "here it is --max-request-jitter")]
    [InlineData("--access-logfile", "access records go to standard output, or where --logging-config-filepath says")]
    [InlineData("--root-path", "here it is --url-prefix")]
    [InlineData("--chdir", "here it is --app-dir")]
    [InlineData("--pid", "systemd knows the process, which is the one that was started; leave it out")]
    [InlineData("--daemon", "use systemd; zibai stays in the foreground")]
    public void WhatOtherServersCallItIsUnderstood(string typed, string advice)
    {
        var expected = new CommandLineAnswer(2, $"zibai: error: {typed}: there is no such option; {advice}");

        Assert.Equal(expected, ZiBaiOptions.Parse("hello:App", typed, "5").Answer);
        Assert.Equal(expected, ZiBaiOptions.Parse("hello:App", typed + "=5").Answer);
    }

    [Fact]
    public void NoneOfTheirNamesIsAnOptionHere() => Assert.Empty(ForeignOptions.Names.Intersect(ZiBaiCommand.AllNames));

    [Fact]
    public void EveryOptionThatIsAdvisedIsThere() =>
        Assert.All(
            ForeignOptions.Names.SelectMany(name => Option().Matches(ForeignOptions.Advice(name)!)).Select(match => match.Value),
            option => Assert.Contains(option, ZiBaiCommand.AllNames));

    [GeneratedRegex("--[a-z0-9-]+")]
    private static partial Regex Option();
}
