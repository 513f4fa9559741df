using ZiBai.Cli.NewApp;
using ZiBai.CommandLine;

namespace ZiBai.Cli.Completion;

/// <summary>An option as completion knows it.</summary>
/// <param name="Names">Its names, with dashes.</param>
/// <param name="Meaning">What it does, in a few words.</param>
/// <param name="Value">What its value is called; null for a switch.</param>
/// <param name="Kind">What its value is completed with.</param>
/// <param name="Choices">The words, where they are what it is completed with.</param>
internal sealed record CompletedOption(IReadOnlyList<string> Names, string Meaning, string? Value, ValueKind Kind, IReadOnlyList<string> Choices)
{
    /// <summary>The words that the command line may begin with instead of an app, and what they do.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> Commands { get; } =
    [
        (NewCommand.Name, "Write an app to start from"),
        (CompletionCommand.Name, "Write the script for a shell"),
    ];

    private static readonly string[] _ends = [". ", "; ", ": "];

    /// <summary>Every option, and what is answered like one.</summary>
    public static IReadOnlyList<CompletedOption> All { get; } =
    [
        .. OptionTable.Options.Select(static entry => new CompletedOption(
            [entry.Name, .. entry.Aliases], Short(entry.Meaning), entry.ValueName?.TrimEnd('.'), KindOf(entry), entry.Choices)),
        Answered(ZiBaiCommand.HelpNames, "Show the help"),
        Answered(ZiBaiCommand.VersionNames, "Show the version"),
        Answered(ZiBaiCommand.PrintNames, "Show each option's value and where it comes from"),
    ];

    private static CompletedOption Answered(IReadOnlyList<string> names, string meaning) => new(names, meaning, Value: null, ValueKind.None, Choices: []);

    private static ValueKind KindOf(OptionEntry entry) => entry switch
    {
        { IsSwitch: true } => ValueKind.None,
        { Choices.Count: > 0 } => ValueKind.Choice,
        { ValueName: "FILE" } => ValueKind.File,
        { ValueName: "FOLDER" } => ValueKind.Folder,
        { ValueName: "MODULE:ATTRIBUTE" } => ValueKind.Import,
        _ => ValueKind.Unknown,
    };

    /// <summary>The beginning of what the help text says.</summary>
    private static string Short(string meaning)
    {
        var ends = _ends.Select(end => meaning.IndexOf(end, StringComparison.Ordinal)).Where(static end => end >= 0).ToArray();
        return (ends.Length > 0 ? meaning[..ends.Min()] : meaning).TrimEnd('.');
    }
}
