using ZiBai.CommandLine;

namespace ZiBai.Cli.Completion;

/// <summary><c>zibai completion bash|zsh|fish</c>: prints a script that has a shell complete the command line.</summary>
internal static class CompletionCommand
{
    public const string Name = "completion";

    /// <summary>
    /// What the scripts ask with, <c>zibai completion import app|factory|hook FOLDER TYPED</c>: for the words that an import string can become, a line
    /// each. No help names it, for nobody types it.
    /// </summary>
    public const string ImportWord = "import";

    private static readonly Dictionary<string, Func<string>> _scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = BashScript.Write,
        ["zsh"] = ZshScript.Write,
        ["fish"] = FishScript.Write,
    };

    private static readonly Dictionary<string, ImportKind> _kinds = new(StringComparer.Ordinal)
    {
        ["app"] = ImportKind.App,
        ["factory"] = ImportKind.Factory,
        ["hook"] = ImportKind.Hook,
    };

    /// <summary>The shells there is a script for.</summary>
    public static IEnumerable<string> Shells => _scripts.Keys;

    /// <summary>Whether the command line asks for a script: an app always has a colon.</summary>
    public static bool IsMeant(string[] args) => args is [Name, ..];

    /// <returns>The exit code.</returns>
    public static int Run(string[] args)
    {
        if (args is [_, ImportWord, var kind, var folder, var typed] && _kinds.TryGetValue(kind, out var wanted))
        {
            Console.Out.Write(string.Concat(ImportCompletion.Of(wanted, AppFolder(folder), typed).Select(static word => $"{word}\n")));
            return ExitCode.Success;
        }

        if (args is [_, var shell] && _scripts.TryGetValue(shell, out var write))
        {
            Console.Out.Write(write());
            return ExitCode.Success;
        }

        var got = args.Length == 1 ? "no shell is given" : $"'{string.Join(' ', args[1..])}' is not a shell that is known";
        Console.Error.WriteLine($"zibai: error: {Name}: {got}; give {string.Join(", ", Shells.SkipLast(1))} or {Shells.Last()}, for example: zibai {Name} bash");
        return ExitCode.Usage;
    }

    /// <summary>Where a command line that names no folder has modules looked for.</summary>
    private static string AppFolder(string given) =>
        given.Length > 0 ? given
        : Environment.GetEnvironmentVariable(OptionEntry.VariableOf("--app-dir")) is { Length: > 0 } variable ? variable
        : ".";
}
