namespace ZiBai.Process.Tests.Testing;

public sealed class ChildProcessTests
{
    [Fact]
    public async Task EveryLineOfBothStreamsIsKept()
    {
        await using var child = Shell("for i in $(seq 5000); do echo out $i; echo err $i >&2; done; printf unended");

        Assert.Equal(0, await child.WaitForExitAsync());
        Assert.Equal(string.Join('\n', [.. Enumerable.Range(1, 5000).Select(i => $"out {i}"), "unended"]), child.Stdout);
        Assert.Equal(string.Join('\n', Enumerable.Range(1, 5000).Select(i => $"err {i}")), child.Stderr);
    }

    [Fact]
    public async Task ArgumentsEnvironmentAndFolderReachTheChild()
    {
        using var folder = new TempFolder();
        await using var child = ChildProcess.Start(
            "/bin/sh", ["-c", "echo \"$1|$A|${HOME-none}|$(pwd)\"", "sh", "a \"b\""],
            new Dictionary<string, string?> { ["A"] = "1", ["HOME"] = null }, folder.Path);

        Assert.Equal(0, await child.WaitForExitAsync());
        Assert.Equal($"a \"b\"|1|none|{folder.Path}", child.Stdout);
    }

    [Fact]
    public async Task LineThatCameBeforeTheWaitIsFoundAndOneAfterItIsWaitedFor()
    {
        await using var child = Shell("trap 'echo again; exit 3' TERM; echo ready >&2; echo again; while :; do sleep 0.01; done");

        var ready = await child.WaitForLineAsync("^ready$", ChildOutput.Stderr);
        var first = await child.WaitForLineAsync("again", ChildOutput.Stdout);
        child.Signal(ChildSignal.Term);
        var second = await child.WaitForLineAsync("again", after: first);

        Assert.Equal(ready, await child.WaitForLineAsync(text => text == "ready"));
        Assert.True(second.Index > first.Index);
        Assert.Equal(3, await child.WaitForExitAsync());
    }

    [Fact]
    public async Task WaitForALineFailsAtOnceWhenTheOutputEnds()
    {
        await using var child = Shell("echo only this; exit 7");

        var error = await Assert.ThrowsAsync<TimeoutException>(() => child.WaitForLineAsync("never", timeout: Timeout.InfiniteTimeSpan));

        Assert.Contains("wrote no line like 'never' before the output ended", error.Message, StringComparison.Ordinal);
        Assert.Contains("out: only this", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExitThatDoesNotComeShowsTheOutput()
    {
        await using var child = Shell("echo stuck; exec sleep 1000");
        await child.WaitForLineAsync("stuck");

        var error = await Assert.ThrowsAsync<TimeoutException>(() => child.WaitForExitAsync(TimeSpan.FromMilliseconds(1)));

        Assert.Contains("running) did not exit within", error.Message, StringComparison.Ordinal);
        Assert.Contains("out: stuck", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KilledChildHasTheSignalInItsExitCode()
    {
        await using var child = ChildProcess.Start("sleep", ["1000"]);
        child.Signal(ChildSignal.Kill);

        Assert.Equal(128 + 9, await child.WaitForExitAsync());
    }

    [Fact]
    public async Task SignalToAnExitedChildIsRefused()
    {
        await using var child = Shell("exit 5");
        await child.WaitForExitAsync();

        var error = Assert.Throws<InvalidOperationException>(() => child.Signal(ChildSignal.Term));
        Assert.Contains("has exited with 5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeEndsTheChildAndWhatItStarted()
    {
        var child = Shell("sleep 1000 & echo started; wait");
        await child.WaitForLineAsync("started");

        await child.DisposeAsync();
        await child.DisposeAsync();

        // The grandchild's end closes the pipe that it inherited, and with it the output.
        var error = await Assert.ThrowsAsync<TimeoutException>(() => child.WaitForLineAsync("never"));
        Assert.Contains("before the output ended", error.Message, StringComparison.Ordinal);
        Assert.Equal(128 + 9, child.ExitCode);
    }

    private static ChildProcess Shell(string script) => ChildProcess.Start("/bin/sh", ["-c", script]);
}
