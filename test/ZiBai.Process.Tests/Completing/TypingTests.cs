namespace ZiBai.Process.Tests.Completing;

/// <summary>The tab key, in real shells.</summary>
public sealed class TypingTests : IDisposable
{
    private static readonly (string Typed, string Words)[] _lines =
    [
        ("hello:\t", "[hello:App]"),
        ("hello:A\t--debug", "[hello:App][--debug]"),
        ("hello:W\t", "[hello:Words.App]"),
        ("hello:app\t", "[hello:App]"),
        ("he\tA", "[hello:A]"),
        ("he\t\t", "[hello:App]"),
        ("apps/o\t\t", "[apps/other:App]"),
        ("apps/other.cs:\t", "[apps/other.cs:App]"),
        ("--app-dir apps o\t\t", "[--app-dir][apps][other:App]"),
        ("--app-dir=apps other:\t", "[--app-dir=apps][other:App]"),
        ("my\t\t", "[my app:App]"),
        ("'my app:\t", "[my app:App]"),
        ("~/hello:\t", "[{HOME}/hello:App]"),
        ("--before-serve shop:OpenL\t", "[--before-serve][shop:OpenLater]"),
        ("--before-serve=shop:OpenL\t", "[--before-serve=shop:OpenLater]"),
        ("--call shop:H\t", "[--call][shop:HeldFactory]"),
        ("-l :8000 hello:\t", "[-l][:8000][hello:App]"),
        ("nothing:\t", "[nothing:]"),
        ("--log-level=cr\t", "[--log-level=critical]"),
        ("ne\tx", "[new][x]"),
        ("com\tz\t", "[completion][zsh]"),
    ];

    private readonly CompletedFolder _folder = new();

    [TerminalFact("bash")]
    public async Task BashCompletesWhatIsTyped()
    {
        await using var bash = await TypedShell.StartAsync(
            "bash --norc -i", "bind 'set bell-style none'; source <(zibai completion bash); complete -F _zibai show", _folder);

        await AssertCompletedAsync(bash);
    }

    [TerminalFact("bash")]
    public async Task BashCompletesWhereColonsAreNoWordsToo()
    {
        await using var bash = await TypedShell.StartAsync(
            "bash --norc -iu", "COMP_WORDBREAKS=${COMP_WORDBREAKS//:/}; source <(zibai completion bash); complete -F _zibai show", _folder);

        await AssertCompletedAsync(bash);
    }

    [TerminalFact("zsh")]
    public async Task ZshCompletesWhatIsTyped()
    {
        await using var zsh = await TypedShell.StartAsync(
            "zsh -f -i", "autoload -Uz compinit; compinit -u -D; source <(zibai completion zsh); compdef _zibai show", _folder);

        await AssertCompletedAsync(zsh);
    }

    public void Dispose() => _folder.Dispose();

    private async Task AssertCompletedAsync(TypedShell shell)
    {
        foreach (var (typed, words) in _lines)
        {
            Assert.Equal((typed, words.Replace("{HOME}", _folder.Path, StringComparison.Ordinal)), (typed, await shell.TypeAsync(typed)));
        }
    }
}
