using System.CommandLine;
using System.CommandLine.Parsing;

namespace ZiBai.CommandLine;

/// <summary>
/// The options as a System.CommandLine command. Its parser tells names, values and the argument apart; every value is taken as
/// text, so that what is wrong with it is said in our words and all at once.
/// </summary>
internal static class ZiBaiCommand
{
    public static IReadOnlyList<string> HelpNames { get; } = ["--help", "-h", "-?"];

    public static IReadOnlyList<string> VersionNames { get; } = ["--version"];

    public static IReadOnlyList<string> PrintNames { get; } = ["--print-config"];

    /// <summary>Every name with dashes there is.</summary>
    public static IEnumerable<string> AllNames =>
        OptionTable.Options.SelectMany(entry => (string[])[entry.Name, .. entry.Aliases]).Concat(HelpNames).Concat(VersionNames).Concat(PrintNames);

    /// <summary>Whether a name is answered, with a text, and sets nothing.</summary>
    public static bool IsAnswered(string name) => HelpNames.Contains(name) || VersionNames.Contains(name) || PrintNames.Contains(name);

    /// <summary>Reads a command line. Never throws for a wrong one: <see cref="ZiBaiOptions.Answer"/> then says what is wrong.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="appFromProgram">Whether the program serves an app of its own, so that there is no app argument.</param>
    /// <param name="environment">The environment's variables, which may give options too. Default null: they are not looked at.</param>
    public static ZiBaiOptions Parse(
        IReadOnlyList<string> args, bool appFromProgram, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        var program = appFromProgram ? AppDomain.CurrentDomain.FriendlyName : "zibai";
        var problems = new List<string>();
        var result = ParseTokens(ArgumentSpelling.Respell(args, problems));
        if (HelpNames.Any(name => IsGiven(result, name)))
        {
            return new() { Answer = new(ExitCode.Success, HelpText.Of(program, appFromProgram)) };
        }

        if (VersionNames.Any(name => IsGiven(result, name)))
        {
            return new() { Answer = new(ExitCode.Success, $"zibai {ServerVersion.Text}") };
        }

        var words = CommandLineWords.Of(result, appFromProgram);
        var sources = OptionSources.Read(result, environment ?? []);
        var printed = PrintNames.Any(name => IsGiven(result, name));
        problems.AddRange(words.Problems(appFromProgram, appElsewhere: printed || sources.MayNameApp));
        problems.AddRange(sources.Problems);
        var reading = new OptionReading(result, words, sources, problems);
        reading.ReadAll(appFromProgram);
        problems.AddRange(ValidationProblems(reading.Options, appFromProgram));
        var options = ImpliedOptions.Complete(reading.Options);
        if (problems.Count == 0)
        {
            return printed ? options with { Answer = new(ExitCode.Success, reading.Origins.Text(options, appFromProgram)) } : options;
        }

        // Each line says what to do; only who gave nothing at all needs to be told how it goes.
        var usage = args.Count == 0 && !appFromProgram && !sources.MayNameApp ? [HelpText.Usage(program, appFromProgram)] : Array.Empty<string>();
        var lines = problems.Select(reading.Origins.Placed).Distinct().Select(problem => $"{program}: error: {OneLine(problem)}").Concat(usage);
        return options with { Answer = new(ExitCode.Usage, string.Join(Environment.NewLine, lines)) };
    }

    /// <summary>The command as System.CommandLine knows it.</summary>
    internal static Command Create()
    {
        var command = new Command("zibai") { new Argument<string[]>(OptionTable.App.Name) { Arity = ArgumentArity.ZeroOrMore } };
        foreach (var entry in OptionTable.Options)
        {
            command.Add(entry.IsSwitch
                ? Switch([entry.Name, .. entry.Aliases])
                : new Option<string[]>(entry.Name, [.. entry.Aliases])
                {
                    // A missing value and one too many are told by us, with an example.
                    Arity = ArgumentArity.ZeroOrMore,
                    AllowMultipleArgumentsPerToken = entry.Many,
                });
        }

        command.Add(Switch(HelpNames));
        command.Add(Switch(VersionNames));
        command.Add(Switch(PrintNames));
        return command;
    }

    /// <summary>A text without line ends and what else moves a terminal's cursor.</summary>
    internal static string OneLine(string text) =>
        text.Any(char.IsControl)
            ? string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()))
            : text;

    private static Option<bool> Switch(IReadOnlyList<string> names) =>
        new(names[0], [.. names.Skip(1)]) { Arity = ArgumentArity.Zero };

    private static ParseResult ParseTokens(List<string> args)
    {
        var command = Create();
        // A first argument equal to the command's name is dropped, so it is given one to drop: an app may be called zibai.
        return command.Parse(
            [command.Name, .. args], new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
    }

    private static bool IsGiven(ParseResult result, string name) =>
        result.Tokens.Any(token => token.Type == TokenType.Option && token.Value == name);

    private static IEnumerable<string> ValidationProblems(ZiBaiOptions options, bool appFromProgram)
    {
        // That the app is missing is said once, not once more by each rule that needs it.
        var sound = appFromProgram || options.App is not null ? options : options with { Call = false };
        return new ZiBaiOptionsValidator().Validate(null, sound).Failures ?? [];
    }
}
