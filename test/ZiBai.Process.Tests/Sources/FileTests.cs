using ZiBai.Transport;

namespace ZiBai.Process.Tests.Sources;

/// <summary>The tool serves files and folders of C#.</summary>
public sealed class FileTests : IDisposable
{
    private readonly SourceApp _app = new(Text.App("one"));

    [Fact]
    public async Task SampleIsServedFromItsSource()
    {
        await using var tool = await _app.StartReadyAsync(Path.Combine(BuiltApp.Repository, "samples", "hello.cs") + ":App");

        Assert.Equal("Hello World!", await SourceApp.GetAsync(tool));
    }

    [Theory]
    [InlineData("app:App")]
    [InlineData("app.cs:Words.App")]
    public async Task FileIsServed(string app)
    {
        await using var tool = await _app.StartReadyAsync(app);

        Assert.Equal("one", await SourceApp.GetAsync(tool));
    }

    [Fact]
    public async Task FolderIsServedWithWhatIsBelowIt()
    {
        _app.Write("shop/Shop.cs", Text.App("shop").Replace("\"shop\"u8.ToArray()", "Below.Text()", StringComparison.Ordinal));
        _app.Write("shop/below/Below.cs", "static class Below { public static byte[] Text() => \"below\"u8.ToArray(); }");
        _app.Write("shop/obj/Broken.cs", "broken");

        await using var tool = await _app.StartReadyAsync("shop:App");

        Assert.Equal("below", await SourceApp.GetAsync(tool));
    }

    [Fact]
    public async Task SecondStartTakesWhatTheFirstHasKept()
    {
        await using (await _app.StartReadyAsync())
        {
        }

        var kept = UnixFiles.Find(Assert.Single(_app.Cached))!;
        await using var tool = await _app.StartReadyAsync();

        Assert.Equal("one", await SourceApp.GetAsync(tool));
        Assert.True(kept.IsSameFileAs(UnixFiles.Find(Assert.Single(_app.Cached))));
    }

    [Fact]
    public async Task StartsAtOnceDoNotHinderEachOther()
    {
        var starting = Enumerable.Range(0, 3).Select(_ => _app.StartReadyAsync()).ToArray();
        foreach (var tool in await Task.WhenAll(starting))
        {
            Assert.Equal("one", await SourceApp.GetAsync(tool));
            await tool.DisposeAsync();
        }

        Assert.Single(_app.Cached);
    }

    [Fact]
    public async Task WhereNothingCanBeKeptItIsServedAndNothingSaidOfIt()
    {
        await using var tool = await _app.StartReadyAsync(environment: new Dictionary<string, string?> { ["XDG_CACHE_HOME"] = "/dev/null" });

        Assert.Equal("one", await SourceApp.GetAsync(tool));
        Assert.All(tool.Stderr.Split('\n'), static line => Assert.Matches("INFO (Listening|Ready)", line));
    }

    [Fact]
    public async Task WhatAnAppThrowsIsLoggedWithItsFileAndLine()
    {
        await using var tool = await _app.StartReadyAsync();
        await SourceApp.GetAsync(tool, "/throws");

        await tool.WaitForLineAsync($@"at Words\.App\(.*\) in .*{Path.GetFileName(_app.Folder)}/app\.cs:line 5$", ChildOutput.Stderr);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-p 2")]
    public async Task CompileErrorIsShownWithItsLineAndNothingElse(string options)
    {
        _app.Write("app.cs", Text.AppWithTypo);

        var said = await _app.FailAsync("app:App", options);

        Assert.Equal(
            [
                "zibai: error: 'app:App' could not be compiled:",
                "app.cs(7,36): error CS1002: ; expected",
                "        return [\"typo\"u8.ToArray()]",
                "                                   ^",
            ],
            said.Split('\n').Where(static line => !line.Contains("INFO", StringComparison.Ordinal)));
        Assert.Empty(_app.Cached);
    }

    [LinuxFact]
    public async Task WhoServesHasNoCompilerInMemory()
    {
        await using var tool = await _app.StartReadyAsync();

        Assert.Equal("one", await SourceApp.GetAsync(tool));
        Assert.Contains(SystemProcess.MappedFiles(tool.Id), static file => file.EndsWith("ZiBai.Kestrel.dll", StringComparison.Ordinal));
        Assert.DoesNotContain(SystemProcess.MappedFiles(tool.Id), static file => file.Contains("CodeAnalysis", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CompilerThatNobodyAskedSaysSo()
    {
        await using var tool = _app.Start("app:App", environment: new Dictionary<string, string?> { ["ZIBAI_COMPILER"] = "1" });

        Assert.Equal(ExitCode.Usage, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Contains("zibai: error: the environment variable ZIBAI_COMPILER is set", tool.Stderr, StringComparison.Ordinal);
        Assert.Contains("unset it", tool.Stderr, StringComparison.Ordinal);
    }

    public void Dispose() => _app.Dispose();
}
