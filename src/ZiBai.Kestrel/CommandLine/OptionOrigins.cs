using ZiBai.Environ;

namespace ZiBai.CommandLine;

/// <summary>Where the value of each option comes from.</summary>
internal sealed class OptionOrigins
{
    /// <summary>The place that comes before all others.</summary>
    public const string CommandLine = "command line";

    private const string Default = "default";
    private const int WidestValue = 40;

    private readonly Dictionary<string, Given> _given = [];

    /// <summary>Notes that an option is given.</summary>
    /// <param name="entry">The option.</param>
    /// <param name="shown">Its value as it is shown.</param>
    /// <param name="origin">Where it stands: "command line", "ZIBAI_BACKLOG", "zibai.json(3)".</param>
    /// <param name="subject">How a message about it begins; by default with the option's name.</param>
    public void Set(OptionEntry entry, string shown, string origin, string? subject = null) => _given[entry.Member] = new(shown, origin, subject ?? entry.Name);

    /// <summary>Has a message about an option begin with the place where its value is to be corrected.</summary>
    public string Placed(string problem)
    {
        foreach (var (member, given) in _given)
        {
            var name = OptionTable.Of(member).Name + ": ";
            if (problem.StartsWith(name, StringComparison.Ordinal))
            {
                return $"{given.Subject}: {problem[name.Length..]}";
            }
        }

        return problem;
    }

    /// <summary>Each option, its value and where that comes from, a line each: "max-workers = 20  (ZIBAI_MAX_WORKERS)".</summary>
    /// <param name="options">The options, completed.</param>
    /// <param name="appFromProgram">Whether the program serves an app of its own.</param>
    public string Text(ZiBaiOptions options, bool appFromProgram)
    {
        var entries = appFromProgram ? OptionTable.Options : OptionTable.All;
        var rows = entries.Select(entry => Row(entry, options)).ToArray();
        var names = rows.Max(static row => row.Name.Length);
        var values = rows.Max(static row => row.Value.Length <= WidestValue ? row.Value.Length : 0);
        return string.Join(
            Environment.NewLine, rows.Select(row => $"{row.Name.PadRight(names)} = {row.Value.PadRight(values)}  ({row.Origin})"));
    }

    private (string Name, string Value, string Origin) Row(OptionEntry entry, ZiBaiOptions options)
    {
        var watchfiles = OptionTable.Of(nameof(options.Watchfiles));
        var given = _given.GetValueOrDefault(entry.Member);
        var (value, origin) = entry.Member switch
        {
            // Of these, others may say more than they do themselves.
            nameof(options.Subprocess) when options.Watchfiles is not null && given?.Shown != $"{options.Subprocess}" =>
                ($"{options.Subprocess}", $"raised by {watchfiles.Name}"),
            nameof(options.Watchfiles) when given is null && options.Watchfiles is { } globs => (globs, OptionTable.Of(nameof(options.Reload)).Name),
            nameof(options.Debug) when options.DebugAnywhere && given?.Shown != "true" => ("true", OptionTable.Of(nameof(options.DebugAnywhere)).Name),
            nameof(options.UrlPrefix) when given is null && ScriptPath.OfEnvironment() is { } path => (ScriptPath.Normalise(path), "SCRIPT_NAME"),
            _ when given is not null => (given.Shown, given.Origin),
            nameof(options.App) => ("none", Default),
            _ => (entry.IsSwitch ? "false" : entry.Default, Default),
        };
        return (entry.Key, ZiBaiCommand.OneLine(value), origin);
    }

    private sealed record Given(string Shown, string Origin, string Subject);
}
