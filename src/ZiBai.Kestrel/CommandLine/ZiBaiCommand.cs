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

    /// <summary>Every name with dashes there is.</summary>
    public static IEnumerable<string> AllNames =>
        OptionTable.Options.SelectMany(entry => (string[])[entry.Name, .. entry.Aliases]).Concat(HelpNames).Concat(VersionNames);

    /// <summary>Whether a name is answered at once, with the help text or the version.</summary>
    public static bool IsAnswered(string name) => HelpNames.Contains(name) || VersionNames.Contains(name);

    /// <summary>Reads a command line. Never throws for a wrong one: <see cref="ZiBaiOptions.Answer"/> then says what is wrong.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="appFromProgram">Whether the program serves an app of its own, so that there is no app argument.</param>
    public static ZiBaiOptions Parse(IReadOnlyList<string> args, bool appFromProgram)
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
        problems.AddRange(words.Problems(appFromProgram));
        var options = Apply(result, words, problems);
        problems.AddRange(ValidationProblems(options, words, appFromProgram));
        if (options.Watchfiles is not null)
        {
            options = options with { Subprocess = Math.Max(1, options.Subprocess) };
        }

        if (problems.Count == 0)
        {
            return options;
        }

        // Each line says what to do; only who gave nothing at all needs to be told how it goes.
        var usage = args.Count == 0 ? [HelpText.Usage(program, appFromProgram)] : Array.Empty<string>();
        var lines = problems.Distinct().Select(problem => $"{program}: error: {OneLine(problem)}").Concat(usage);
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
        return command;
    }

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

    private static ZiBaiOptions Apply(ParseResult result, CommandLineWords words, List<string> problems)
    {
        var options = new ZiBaiOptions { App = words.App };
        foreach (var entry in OptionTable.Options)
        {
            if (result.GetResult(entry.Name) is not OptionResult { Implicit: false } given)
            {
                continue;
            }

            IReadOnlyList<string> values = entry.Many ? words.Listen : [.. given.Tokens.Select(token => token.Value)];
            if (!entry.Many && !entry.IsSwitch && given.IdentifierTokenCount > 1)
            {
                problems.Add($"{entry.Name}: given {given.IdentifierTokenCount} times; give it once");
            }
            else if (!entry.IsSwitch && words.LacksValue(entry))
            {
                problems.Add(entry.Problem("a value is missing"));
            }
            else if ((entry.IsSwitch || values.Count > 0) && entry.Apply(ref options, values) is { } wrong)
            {
                problems.Add(entry.Problem(wrong));
            }
        }

        return options;
    }

    private static IEnumerable<string> ValidationProblems(ZiBaiOptions options, CommandLineWords words, bool appFromProgram)
    {
        // That the app is missing is said once, not once more by each rule that needs it.
        var sound = appFromProgram || words.App is not null ? options : options with { Call = false };
        return new ZiBaiOptionsValidator().Validate(null, sound).Failures ?? [];
    }

    private static string OneLine(string problem) =>
        problem.Any(char.IsControl)
            ? string.Concat(problem.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()))
            : problem;
}
