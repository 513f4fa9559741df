namespace ZiBai.Process.Tests.Sources;

/// <summary>Somebody begins to write an app with the server running beside it, and makes mistakes from the first.</summary>
public sealed class FirstStartTests : IDisposable
{
    private readonly SourceApp _app = new(Text.AppWithTypo);

    [Fact]
    public async Task WhatIsMendedIsServedWithoutAnotherStart()
    {
        await using var tool = _app.Start("app:App", "--reload");
        await LineAsync(tool, "ERROR Nothing is served yet; the next save is tried: 'app:App' could not be compiled:");
        await LineAsync(tool, "    app.cs(7,36): error CS1002: ; expected");

        _app.Write("app.cs", Text.App("mended"));
        await ZiBaiTool.WaitUntilReadyAsync(tool);

        Assert.Equal("mended", await SourceApp.GetAsync(tool));
    }

    [Fact]
    public async Task AppThatCannotBeLoadedIsWaitedForToo()
    {
        _app.Write("app.cs", Text.App("one").Replace("Words\n{", "Words\n{ static readonly int Number = int.Parse(\"x\");", StringComparison.Ordinal));
        await using var tool = _app.Start("app:App", "-p 2 --reload");
        await LineAsync(tool, "ERROR No worker could start, and nothing is served yet; the next save is tried: 'app:App' could not be loaded:");

        _app.Write("app.cs", Text.App("two"));
        await LineAsync(tool, "INFO Reloaded app.cs: new code serves ");
        await ZiBaiTool.WaitUntilReadyAsync(tool);

        Assert.Equal("two", await SourceApp.GetAsync(tool));
        Assert.Single(tool.Lines, static line => line.Text.Contains("ERROR", StringComparison.Ordinal));
    }

    [LinuxTheory]
    [InlineData(ChildSignal.Term)]
    [InlineData(ChildSignal.Int)]
    public async Task WhoGivesUpIsNotKeptWaiting(ChildSignal signal)
    {
        await using var tool = _app.Start("app:App", "--reload");
        await LineAsync(tool, "ERROR Nothing is served yet; ");

        tool.Signal(signal);

        Assert.Equal(ExitCode.Success, await tool.WaitForExitAsync(Timeouts.Default));
    }

    [Fact]
    public async Task WithoutWatchedFilesItIsTheEnd() =>
        Assert.StartsWith("zibai: error: 'app:App' could not be compiled:", await _app.FailAsync("app:App", "-p 1"), StringComparison.Ordinal);

    public void Dispose() => _app.Dispose();

    private static Task<OutputLine> LineAsync(ChildProcess tool, string text) =>
        tool.WaitForLineAsync(line => line.Contains(text, StringComparison.Ordinal), ChildOutput.Stderr, timeout: Timeouts.ProcessStart);
}
