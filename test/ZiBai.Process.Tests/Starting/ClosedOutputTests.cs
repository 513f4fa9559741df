using ZiBai.Process.Tests.Stopping;

namespace ZiBai.Process.Tests.Starting;

/// <summary>What is said past the log goes to a stream that is closed, or that nobody reads.</summary>
public sealed class ClosedOutputTests
{
    [Theory]
    [InlineData("--help >&-", 0)]
    [InlineData("--version >&-", 0)]
    [InlineData("--help >&- 2>&-", 0)]
    [InlineData("--help >/dev/full", 0)]
    [InlineData("--bogus 2>&-", 2)]
    [InlineData("--bogus 2>/dev/full", 2)]
    [InlineData("hello:App --app-dir /nowhere/at/all 2>&-", 2)]
    [InlineData("hello:App --socket-timeout 0 2>&-", 2)]
    [InlineData("nosuch:App 2>&-", 3)]
    [InlineData("nosuch:App -p 1 2>&-", 3)]
    [InlineData("nosuch:App -l 127.0.0.1:1x 2>&-", 2)]
    public async Task ClosedStreamChangesNothingElse(string line, int exitCode)
    {
        await using var tool = Redirected.Shell($"exec \"$0\" {line}");

        Assert.Equal(exitCode, await tool.WaitForExitAsync(Timeouts.ProcessStart));

        // Where the log has come to that.
        Assert.All(tool.Lines, static line => Assert.Matches(" WARNING [0-9]+ log lines? w(as|ere) dropped, since nobody read standard error$", line.Text));
    }

    [Fact]
    public async Task ReaderOfTheHelpMayLeave()
    {
        // The status is the tool's; the reader has left before it writes.
        await using var tool = Redirected.Shell("{ \"$0\" --help; echo \"$?\" >&2; } | true");

        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Equal("0", tool.Stderr);
    }

    [Fact]
    public async Task FirstLineOfTheHelpIsHad()
    {
        await using var tool = Redirected.Shell("\"$0\" --help | head -n 1");

        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.StartsWith("Usage: zibai ", Assert.Single(tool.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailureThatNobodyReadsOfIsStillTheEnd()
    {
        using var folder = new TempFolder();
        var pipe = await Redirected.MakePipeAsync(folder, "stderr");
        await using var holder = ChildProcess.Start("sh", ["-c", $"exec 3<>'{pipe}'; echo open; read line"], keepInput: true);
        await holder.WaitForLineAsync("^open$");
        await Redirected.FillAsync(pipe);

        await using var tool = Redirected.Shell($"exec \"$0\" nosuch:App 2>'{pipe}'");

        Assert.Equal(3, await tool.WaitForExitAsync(Timeouts.ProcessStart));
    }
}
