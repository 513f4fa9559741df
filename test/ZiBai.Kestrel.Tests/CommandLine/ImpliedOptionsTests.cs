using ZiBai.Supervision.Watching;

namespace ZiBai.CommandLine;

public sealed class ImpliedOptionsTests
{
    [Fact]
    public void FilesAreWatchedForWorkers() => Assert.Equal(1, ImpliedOptions.Complete(new() { Watchfiles = "*.dll" }).Subprocess);

    [Fact]
    public void MoreWorkersStayMore() => Assert.Equal(3, ImpliedOptions.Complete(new() { Watchfiles = "*.dll", Subprocess = 3 }).Subprocess);

    [Fact]
    public void ReloadWatchesTheUsualGlobs()
    {
        var options = ImpliedOptions.Complete(new() { Reload = true });

        Assert.Equal((FilePatterns.Usual, 1), (options.Watchfiles, options.Subprocess));
    }

    [Fact]
    public void GlobsThatAreGivenGoBeforeTheUsualOnes() =>
        Assert.Equal("*.dll", ImpliedOptions.Complete(new() { Reload = true, Watchfiles = "*.dll" }).Watchfiles);

    [Fact]
    public void DebugPagesForEveryoneAreDebugPages() => Assert.True(ImpliedOptions.Complete(new() { DebugAnywhere = true }).Debug);

    [Fact]
    public void WhereNothingIsSaidNothingIsImplied()
    {
        var options = new ZiBaiOptions { Subprocess = 0 };

        Assert.Equal(options, ImpliedOptions.Complete(options));
    }

    [Fact]
    public void WhatIsCompleteStaysAsItIs()
    {
        var options = ImpliedOptions.Complete(new() { Reload = true });

        Assert.Equal(options, ImpliedOptions.Complete(options));
    }
}
