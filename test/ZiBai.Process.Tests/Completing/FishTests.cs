namespace ZiBai.Process.Tests.Completing;

/// <summary>What <c>zibai completion fish</c> prints, in a real fish: that says itself what it completes a line with.</summary>
public sealed class FishTests : IDisposable
{
    private static readonly (string Typed, string[] Words)[] _lines =
    [
        ("", ["apps/", "apps:", "completion", "hello:", "my app:", "new", "shop:"]),
        ("h", ["hello:"]),
        ("hello:", ["hello:App"]),
        ("hello:W", ["hello:Words.App"]),
        ("hello:app", ["hello:App"]),
        ("apps/o", ["apps/other:"]),
        ("apps/other.cs:", ["apps/other.cs:App"]),
        ("--app-dir apps o", ["other:"]),
        ("--app-dir=apps other:", ["other:App"]),
        (@"my\ app:", ["my app:App"]),
        ("\"my app:", ["my app:App"]),
        ("~/hello:", ["~/hello:App"]),
        ("--before-serve shop:OpenL", ["shop:OpenLater"]),
        ("--before-serve=shop:OpenL", ["--before-serve=shop:OpenLater"]),
        ("--call shop:", ["shop:HeldFactory", "shop:Make", "shop:MakeLater"]),
        ("nothing:", []),
        ("--log-level=cr", ["--log-level=critical"]),
        ("ne", ["new"]),
        ("hello:App ne", []),
        ("completion ", ["bash", "fish", "zsh"]),
        ("completion bash ", []),
        ("new ", []),
    ];

    private readonly CompletedFolder _folder = new();

    [ProgramFact("fish")]
    public async Task FishCompletesWhatIsTyped()
    {
        foreach (var (typed, words) in _lines)
        {
            await using var fish = ChildProcess.Start(
                "fish", ["--no-config", "-c", "zibai completion fish | source; complete --do-complete $argv[1]", $"zibai {typed}"], _folder.Environment, _folder.Path);

            Assert.Equal(0, await fish.WaitForExitAsync(Timeouts.ProcessStart));
            var got = fish.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('\t')[0]).Order(StringComparer.Ordinal);
            Assert.Equal((typed, string.Join(", ", words), ""), (typed, string.Join(", ", got), fish.Stderr));
        }
    }

    public void Dispose() => _folder.Dispose();
}
