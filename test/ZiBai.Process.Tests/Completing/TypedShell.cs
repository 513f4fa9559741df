namespace ZiBai.Process.Tests.Completing;

/// <summary>
/// A shell on a terminal. Instead of the tool it has a function that is completed like it and shows the words it is called with, so that a line can be
/// completed, sent off and looked at.
/// </summary>
internal sealed class TypedShell : IAsyncDisposable
{
    /// <summary>What makes the terminal.</summary>
    public const string Terminal = "/usr/bin/script";

    private readonly ChildProcess _shell;
    private OutputLine _last;

    private TypedShell(ChildProcess shell, OutputLine ready)
    {
        _shell = shell;
        _last = ready;
    }

    /// <param name="command">Starts the shell, without the user's own settings.</param>
    /// <param name="setUp">Has it complete the function <c>show</c>; one line.</param>
    /// <param name="folder">Where it starts.</param>
    public static async Task<TypedShell> StartAsync(string command, string setUp, CompletedFolder folder)
    {
        var environment = new Dictionary<string, string?>(folder.Environment) { ["SHELL"] = "/bin/sh" };
        var shell = ChildProcess.Start(Terminal, ["-qec", command, "/dev/null"], environment, folder.Path, keepInput: true);
        await shell.WriteLineAsync($"{setUp}; show() {{ printf '[%s]' \"$@\"; echo ' was shown'; }}; show ready");
        return new TypedShell(shell, await shell.WaitForLineAsync(@"\[ready\] was shown", timeout: Timeouts.ProcessStart));
    }

    /// <summary>Types a line, and gives the words that the shell makes of it.</summary>
    /// <param name="line">The line after the command's name; a tab completes, as ever.</param>
    public async Task<string> TypeAsync(string line)
    {
        await _shell.WriteLineAsync($"show {line}");
        _last = await _shell.WaitForLineAsync(@"\] was shown$", after: _last, timeout: Timeouts.ProcessStart);
        return _last.Text[_last.Text.IndexOf('[', StringComparison.Ordinal)..^" was shown".Length];
    }

    public ValueTask DisposeAsync() => _shell.DisposeAsync();
}
