namespace ZiBai.Process.Tests.Starting;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("hello")]
    [InlineData("hello:")]
    [InlineData(":App")]
    [InlineData("hello:App other:App")]
    [InlineData("--call")]
    [InlineData("hello:App --no-such-option")]
    [InlineData("hello:App --lisen :0")]
    [InlineData("hello:App -w 0")]
    [InlineData("hello:App -w many")]
    [InlineData("hello:App -w")]
    [InlineData("hello:App -l")]
    [InlineData("hello:App -l 8000")]
    [InlineData("hello:App -l 127.0.0.1:99999")]
    [InlineData("hello:App -l http://127.0.0.1:0")]
    [InlineData("hello:App --socket-timeout 0")]
    [InlineData("hello:App --graceful-exit-timeout soon")]
    [InlineData("hello:App --unix-socket-perms 999")]
    [InlineData("hello:App --max-requests 0")]
    [InlineData("hello:App --url-prefix shop")]
    [InlineData("hello:App --url-scheme 1")]
    [InlineData("hello:App --app-dir /nowhere/at/all")]
    [InlineData("hello:App --before-serve hook")]
    [InlineData("hello:App --log-level loud")]
    [InlineData("hello:App --logging-config-filepath nowhere.json")]
    public async Task WrongCommandLineIsAnsweredByOneLineAndNothingIsStarted(string line) => await AssertUsageErrorAsync(line);

    [Theory]
    [InlineData("shop", "does not begin with '/'")]
    [InlineData("/shop?a=b", "is more than a path")]
    public async Task WrongScriptNameInTheEnvironmentIsToldOf(string scriptName, string why)
    {
        await using var tool = ZiBaiTool.Start(["hello:App"], new Dictionary<string, string?> { ["SCRIPT_NAME"] = scriptName });

        Assert.Equal(2, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Equal(
            $"zibai: error: the environment variable SCRIPT_NAME: '{scriptName}' {why}; "
            + "give a path that begins with '/', without '?' and '#', unset it, or set --url-prefix",
            tool.Stderr);
    }

    [Theory]
    [InlineData("--help", "Usage: zibai ")]
    [InlineData("-h", "Usage: zibai ")]
    [InlineData("--version", "zibai ")]
    [InlineData("hello:App --listen :0 --help", "Usage: zibai ")]
    public async Task HelpAndVersionAreAnsweredOnStandardOutput(string line, string start)
    {
        await using var tool = ZiBaiTool.Start(line.Split(' '));

        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.StartsWith(start, tool.Stdout, StringComparison.Ordinal);
        Assert.Empty(tool.Stderr);
    }

    [Fact]
    public async Task NothingGivenIsAnsweredWithTheUsage()
    {
        await using var tool = ZiBaiTool.Start([]);

        Assert.Equal(2, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Matches("^zibai: error: .*\nUsage: zibai .*$", tool.Stderr);
    }

    private static async Task AssertUsageErrorAsync(string line)
    {
        await using var tool = ZiBaiTool.Start(line.Split(' '), workingDirectory: BuiltApp.Folder("hello"));

        Assert.Equal(2, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        var only = Assert.Single(tool.Lines);
        Assert.Equal(ChildOutput.Stderr, only.Stream);
        Assert.StartsWith("zibai: error: ", only.Text, StringComparison.Ordinal);
    }
}
