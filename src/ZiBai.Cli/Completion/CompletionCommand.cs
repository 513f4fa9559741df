namespace ZiBai.Cli.Completion;

/// <summary><c>zibai completion bash|zsh|fish</c>: prints a script that has a shell complete the command line.</summary>
internal static class CompletionCommand
{
    public const string Name = "completion";

    private static readonly Dictionary<string, Func<string>> _scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = BashScript.Write,
        ["zsh"] = ZshScript.Write,
        ["fish"] = FishScript.Write,
    };

    /// <summary>The shells there is a script for.</summary>
    public static IEnumerable<string> Shells => _scripts.Keys;

    /// <summary>Whether the command line asks for a script: an app always has a colon.</summary>
    public static bool IsMeant(string[] args) => args is [Name, ..];

    /// <returns>The exit code.</returns>
    public static int Run(string[] args)
    {
        if (args is [_, var shell] && _scripts.TryGetValue(shell, out var write))
        {
            Console.Out.Write(write());
            return ExitCode.Success;
        }

        var got = args.Length == 1 ? "no shell is given" : $"'{string.Join(' ', args[1..])}' is not a shell that is known";
        Console.Error.WriteLine($"zibai: error: {Name}: {got}; give {string.Join(", ", Shells.SkipLast(1))} or {Shells.Last()}, for example: zibai {Name} bash");
        return ExitCode.Usage;
    }
}
