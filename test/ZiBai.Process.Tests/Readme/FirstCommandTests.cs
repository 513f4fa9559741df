using ZiBai.Process.Tests.Packaging;
using ZiBai.Process.Tests.Samples;

namespace ZiBai.Process.Tests.Readme;

/// <summary>The first command of README.md, as it stands there; only the port is the test's.</summary>
public sealed class FirstCommandTests
{
    [Fact]
    [RunsCommand("dotnet run ")]
    public async Task ItServesTheHelloSampleAndLeavesTheWorkingTreeAsItWas()
    {
        var words = ReadmeText.Commands[0].Split(' ');
        Assert.Equal(("dotnet", "samples/hello.cs:App"), (words[0], words[^1]));
        var before = await StatusAsync();
        using var cache = new TempFolder();

        await using (var run = DotnetCommand.Start([.. words[1..], "-l", "127.0.0.1:0"], new Dictionary<string, string?> { ["XDG_CACHE_HOME"] = cache.Path }))
        {
            await run.WaitForLineAsync(" INFO Ready$", ChildOutput.Stderr, timeout: ServedSample.Patience);
            await using var client = await RawConnection.ConnectAsync(Assert.Single(ZiBaiTool.ListenAddresses(run)));
            Assert.Equal("Hello World!", (await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n")).BodyText);
        }

        Assert.Equal(before, await StatusAsync());
    }

    /// <summary>Nothing, where there is no git or no working tree.</summary>
    private static async Task<string> StatusAsync()
    {
        if (!Path.Exists(Path.Combine(BuiltApp.Repository, ".git")))
        {
            return "";
        }

        await using var git = ChildProcess.Start("git", ["status", "--porcelain"], workingDirectory: BuiltApp.Repository);
        return await git.WaitForExitAsync() == 0 ? git.Stdout : "";
    }
}
