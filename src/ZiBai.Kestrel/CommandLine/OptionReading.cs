using System.CommandLine;
using System.CommandLine.Parsing;

namespace ZiBai.CommandLine;

/// <summary>Puts the options together: what the command line does not give is taken from the other places.</summary>
internal sealed class OptionReading
{
    private readonly ParseResult _result;
    private readonly CommandLineWords _words;
    private readonly OptionSources _sources;
    private readonly List<string> _problems;
    private ZiBaiOptions _options = new();

    /// <param name="result">The command line.</param>
    /// <param name="words">Its words.</param>
    /// <param name="sources">The other places.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public OptionReading(ParseResult result, CommandLineWords words, OptionSources sources, List<string> problems)
    {
        _result = result;
        _words = words;
        _sources = sources;
        _problems = problems;
    }

    public ZiBaiOptions Options => _options;

    public OptionOrigins Origins { get; } = new();

    /// <param name="appFromProgram">Whether the program serves an app of its own, and may be given none.</param>
    public void ReadAll(bool appFromProgram)
    {
        ReadApp(appFromProgram);
        foreach (var entry in OptionTable.Options)
        {
            if (_result.GetResult(entry.Name) is OptionResult { Implicit: false } given)
            {
                Read(entry, given);
            }
            else if (_sources.Find(entry) is { } source)
            {
                Read(entry, source);
            }
        }
    }

    private void ReadApp(bool appFromProgram)
    {
        if (_words.App is { } app)
        {
            _options = _options with { App = app };
            Origins.Set(OptionTable.App, app, OptionOrigins.CommandLine);
        }
        else if (_sources.Find(OptionTable.App) is not { } source)
        {
            return;
        }
        else if (appFromProgram)
        {
            _problems.Add($"{source.Subject(OptionTable.App)}: the program brings its own app; leave it out");
        }
        else
        {
            Read(OptionTable.App, source);
        }
    }

    private void Read(OptionEntry entry, OptionResult given)
    {
        IReadOnlyList<string> values = entry.Many ? _words.Listen : [.. given.Tokens.Select(token => token.Value)];
        Origins.Set(entry, entry.IsSwitch ? "true" : string.Join(' ', values), OptionOrigins.CommandLine);
        if (!entry.Many && !entry.IsSwitch && given.IdentifierTokenCount > 1)
        {
            _problems.Add($"{entry.Name}: given {given.IdentifierTokenCount} times; give it once");
        }
        else if (!entry.IsSwitch && _words.LacksValue(entry))
        {
            _problems.Add(entry.Problem("a value is missing"));
        }
        else if (entry.IsSwitch || values.Count > 0)
        {
            Apply(entry, values);
        }
    }

    private void Read(OptionEntry entry, OptionSource source)
    {
        var values = source.Values(entry)!;
        var shown = entry.IsSwitch ? IsOn(values[0]) is { } on ? on ? "true" : "false" : values[0] : string.Join(' ', values);
        Origins.Set(entry, shown, source.Origin(entry), source.Subject(entry));
        if (!entry.IsSwitch)
        {
            Apply(entry, values);
        }
        else if (IsOn(values[0]) is not { } isOn)
        {
            _problems.Add($"{entry.Name}: '{values[0]}' is neither true nor false; give one of them");
        }
        else if (isOn)
        {
            Apply(entry, values);
        }
    }

    private void Apply(OptionEntry entry, IReadOnlyList<string> values)
    {
        if (entry.Apply(ref _options, values) is { } wrong)
        {
            _problems.Add(entry.Problem(wrong));
        }
    }

    private static bool? IsOn(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => null,
    };
}
