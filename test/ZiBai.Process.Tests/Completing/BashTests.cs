using ZiBai.Process.Tests.Readme;

namespace ZiBai.Process.Tests.Completing;

/// <summary>What <c>zibai completion bash</c> prints, in a real bash.</summary>
public sealed class BashTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public BashTests()
    {
        foreach (var file in (string[])["hello.dll", "hello.cs", "my app.cs", "other.dll", "notes.txt", "zibai.json"])
        {
            File.WriteAllText(_folder.File(file), "");
        }

        Directory.CreateDirectory(_folder.File("sub"));
        File.WriteAllText(_folder.File("sub/app.cs"), Sources.Text.App("one"));
    }

    [Theory]
    [InlineData("'--max-w'", "--max-workers")]
    [InlineData("'--graceful'", "--graceful-exit-timeout")]
    [InlineData("'--print'", "--print-config")]
    [InlineData("'hello:App' '--no-a'", "--no-access-log")]
    [InlineData("'--header-map' ''", "drop", "dangerous")]
    [InlineData("'--log-level' 'e'", "error")]
    [InlineData("'--log-level' '=' 'cr'", "critical")]
    [InlineData("'--log-level' '='", "debug", "info", "warning", "error", "critical")]
    [InlineData("'--access-log-format' 'co'", "common", "combined")]
    [InlineData("'--config' 'z'", "zibai.json")]
    [InlineData("'--logging-config-filepath' 'no'", "notes.txt")]
    [InlineData("'--app-dir' ''", "sub")]
    [InlineData("'--before-serve' 'o'", "other:")]
    [InlineData("''", "hello:", "other:", "my\\ app:", "sub:", "sub/", "new", "completion")]
    [InlineData("'hello:App' ''", "hello:", "other:", "my\\ app:", "sub:", "sub/")]
    [InlineData("'my'", "my\\ app:")]
    [InlineData("'--call' 'h'", "hello:")]
    [InlineData("'sub' ':'", "App")]
    [InlineData("'sub/app.cs' ':' 'W'", "Words.App")]
    [InlineData("'--app-dir' '=' 'sub' 'a'", "app:")]
    [InlineData("'app' ':' 'A' '--app-dir' 'sub'", "sub")]
    [InlineData("'--before-serve' 'sub' ':'")]
    [InlineData("'hello' ':'")]
    [InlineData("'hello' ':' 'A'")]
    [InlineData("'--max-workers' ''")]
    [InlineData("'-w' ''")]
    [InlineData("'completion' ''", "bash", "zsh", "fish")]
    [InlineData("'completion' 'bash' ''")]
    [InlineData("'new' ''")]
    public async Task WordsAreCompleted(string typed, params string[] expected)
    {
        var line = $"zibai {typed.Replace("' '", " ", StringComparison.Ordinal).Trim('\'')}"
            .Replace(" = ", "=", StringComparison.Ordinal).Replace(" =", "=", StringComparison.Ordinal)
            .Replace(" : ", ":", StringComparison.Ordinal).Replace(" :", ":", StringComparison.Ordinal);
        await using var bash = await RunAsync(
            "eval \"$1\"", $"COMP_LINE='{line}'", "COMP_POINT=${#COMP_LINE}", $"COMP_WORDS=(zibai {typed})", "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))", "_zibai", "((${#COMPREPLY[@]} == 0)) || printf '%s\\n' \"${COMPREPLY[@]}\"");

        Assert.Equal((0, ""), (bash.ExitCode, bash.Stderr));
        Assert.Equal(expected.Order(StringComparer.Ordinal), bash.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    /// <summary>A file's name is nobody's command: what would be one within the quotes that are open is not offered.</summary>
    [Theory]
    [InlineData("\"bad")]
    [InlineData("'bad")]
    public async Task WithinQuotesNothingIsOfferedThatTheyWouldNotKeepPlain(string begin)
    {
        foreach (var name in (string[])["bad$(touch hit)", "bad`touch hit`", "bad';touch hit;'", "bad\";touch hit;\"", "bad good"])
        {
            File.WriteAllText(_folder.File($"{name}.cs"), Sources.Text.App("one"));
        }

        await using var bash = await RunAsync(
            "eval \"$1\"", $"begin=$(cat <<'end'\n{begin}\nend\n)", "COMP_LINE=\"zibai $begin\"", "COMP_POINT=${#COMP_LINE}", "COMP_WORDS=(zibai \"$begin\")", "COMP_CWORD=1",
            "_zibai", "printf '%s\\n' \"${COMPREPLY[@]}\"");

        Assert.Equal((0, ""), (bash.ExitCode, bash.Stderr));
        Assert.Equal("bad good:", bash.Stdout);
    }

    [Fact]
    public async Task ItIsTheCompletionOfZibai()
    {
        await using var bash = await RunAsync("eval \"$1\"", "complete -p zibai");

        Assert.Equal("complete -F _zibai zibai", bash.Stdout);
    }

    [Fact]
    [RunsCommand("source ")]
    public async Task TheLineOfTheReadmeSetsItUp()
    {
        var line = ReadmeText.Command("source <(zibai completion bash)");

        await using var bash = ChildProcess.Start(
            "bash", ["--norc", "-c", $"{line}\ncomplete -p zibai"],
            CompletedFolder.ToolInPath);

        Assert.Equal(0, await bash.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Equal("complete -F _zibai zibai", bash.Stdout);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<ChildProcess> RunAsync(params string[] lines)
    {
        var script = await CompletionTests.ScriptAsync("bash");
        var bash = ChildProcess.Start("bash", ["--norc", "-c", string.Join('\n', lines), "bash", script], CompletedFolder.ToolInPath, _folder.Path);
        await bash.WaitForExitAsync(Timeouts.ProcessStart);
        return bash;
    }
}
