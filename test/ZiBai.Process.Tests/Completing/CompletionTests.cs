namespace ZiBai.Process.Tests.Completing;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task EveryOptionOfTheReadmeIsCompleted(string shell)
    {
        var script = await ScriptAsync(shell);

        Assert.NotEmpty(ReadOptions());
        Assert.All(ReadOptions(), option => Assert.Contains(shell == "fish" ? $" -l {option[2..]}" : option, script, StringComparison.Ordinal));
    }

    [Fact]
    public Task BashReadsItsScript() => AssertReadAsync("bash");

    [ProgramFact("zsh")]
    public Task ZshReadsItsScript() => AssertReadAsync("zsh");

    [ProgramFact("fish")]
    public Task FishReadsItsScript() => AssertReadAsync("fish");

    [Theory]
    [InlineData("", "no shell is given")]
    [InlineData("tcsh", "'tcsh' is not a shell that is known")]
    [InlineData("bash zsh", "'bash zsh' is not a shell that is known")]
    public async Task AnotherShellIsRefused(string shell, string why)
    {
        await using var tool = ZiBaiTool.Start(["completion", .. shell.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(2, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Equal($"zibai: error: completion: {why}; give bash, zsh or fish, for example: zibai completion bash", tool.Stderr);
        Assert.Empty(tool.Stdout);
    }

    [Theory]
    [InlineData("app", "", "app:A", "app:App")]
    [InlineData("app", "", "a", "app:")]
    [InlineData("app", "none", "app:", "")]
    [InlineData("hook", "", "app:", "")]
    [InlineData("app", "", "nothing:", "")]
    [InlineData("app", "", "broken:", "")]
    public async Task ImportStringsAreCompletedWithoutAnError(string kind, string folder, string typed, string expected)
    {
        using var apps = new TempFolder();
        await File.WriteAllTextAsync(apps.File("app.cs"), Sources.Text.App("one"));
        await File.WriteAllTextAsync(apps.File("broken.dll"), "MZ");
        await using var tool = ZiBaiTool.Start(["completion", "import", kind, folder, typed], new Dictionary<string, string?> { ["ZIBAI_APP_DIR"] = apps.Path });

        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Equal(("", expected), (tool.Stderr, tool.Stdout));
    }

    /// <summary>What the tool prints.</summary>
    internal static async Task<string> ScriptAsync(string shell)
    {
        await using var tool = ZiBaiTool.Start(["completion", shell]);

        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Empty(tool.Stderr);
        return tool.Stdout + "\n";
    }

    private static async Task AssertReadAsync(string shell)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("script"), await ScriptAsync(shell));

        await using var check = ChildProcess.Start(shell, ["-n", folder.File("script")]);

        Assert.Equal(0, await check.WaitForExitAsync());
        Assert.Empty(check.Stderr);
    }

    private static string[] ReadOptions() =>
    [
        .. File.ReadLines(Path.Combine(BuiltApp.Repository, "README.md")).Where(static line => line.StartsWith("| `--", StringComparison.Ordinal))
            .Select(static line => line.Split('`')[1]),
    ];
}
