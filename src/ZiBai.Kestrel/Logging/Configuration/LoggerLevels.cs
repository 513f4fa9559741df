using Microsoft.Extensions.Logging;
using Serilog.Events;

namespace ZiBai.Logging.Configuration;

/// <summary>From which level on each logger writes.</summary>
internal sealed class LoggerLevels
{
    // In the order of LoggerNames.All.
    private readonly LogEventLevel[] _levels;

    /// <param name="main">The option, for the logger <see cref="LoggerNames.Main"/> alone.</param>
    /// <param name="forAll">The section for all loggers; null if there is none.</param>
    /// <param name="own">Gives a logger's own section, or null.</param>
    public LoggerLevels(LogLevel main, ConfigurationPart? forAll, Func<string, ConfigurationPart?> own)
    {
        var common = Level(forAll);
        Others = common ?? LogEventLevel.Information;
        var overrides = forAll?["MinimumLevel"]?["Override"];
        Overrides = overrides is null
            ? []
            : [.. overrides.Members.Where(static each => !LoggerNames.All.Contains(each.Name)).Select(each => new LevelOverride(each.Name, Read(each.Part, forAll!)))];

        // What is nearest to the logger counts. Serilog's own overrides go by the beginning of a name, and "zibai" begins them all.
        _levels = Array.ConvertAll(LoggerNames.All, name =>
            Level(own(name))
            ?? (overrides?.Members.FirstOrDefault(each => each.Name == name).Part is { } level ? Read(level, forAll!) : (LogEventLevel?)null)
            ?? common
            ?? Usual(name, main));
    }

    /// <summary>That of every logger that is none of the four, and not among <see cref="Overrides"/>.</summary>
    public LogEventLevel Others { get; }

    /// <summary>Those of loggers whose names begin so.</summary>
    public IReadOnlyList<LevelOverride> Overrides { get; }

    /// <summary>That of one of <see cref="LoggerNames.All"/>.</summary>
    public LogEventLevel this[string name] => _levels[Array.IndexOf(LoggerNames.All, name)];

    /// <summary>A level by its name; null if it is none.</summary>
    public static LogEventLevel? Read(ConfigurationPart level) =>
        level.Text is { } text && !text.AsSpan().ContainsAnyInRange('0', '9') && Enum.TryParse<LogEventLevel>(text, ignoreCase: true, out var read) ? read : null;

    /// <summary>The first level of a level switch, by its name with or without the sign before it; null if there is none.</summary>
    public static LogEventLevel? Switch(ConfigurationPart name, ConfigurationPart section) =>
        name.Text is { Length: > 0 } text && (section["LevelSwitches"]?[text] ?? section["LevelSwitches"]?[text[0] == '$' ? text[1..] : $"${text}"]) is { } level
            ? Read(level)
            : null;

    private static LogEventLevel Read(ConfigurationPart level, ConfigurationPart section) =>
        Read(level) ?? Switch(level, section) ?? LogEventLevel.Information;

    private static LogEventLevel? Level(ConfigurationPart? section) => section?["MinimumLevel"] switch
    {
        null => null,
        { Text: not null } level => Read(level),
        var levels => levels["ControlledBy"] is { } name ? Switch(name, section) : levels["Default"] is { } level ? Read(level) : null,
    };

    private static LogEventLevel Usual(string name, LogLevel main) => name switch
    {
        LoggerNames.Main => Of(main),

        // Kestrel says at Information that a connection was aborted, also of clients that left, whose request has its record.
        LoggerNames.Debug => LogEventLevel.Warning,
        _ => LogEventLevel.Information,
    };

    private static LogEventLevel Of(LogLevel level) => level switch
    {
        LogLevel.Trace => LogEventLevel.Verbose,
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Information => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };

    /// <summary>A level for certain loggers.</summary>
    /// <param name="Source">What their names begin with.</param>
    /// <param name="Level">The level.</param>
    public sealed record LevelOverride(string Source, LogEventLevel Level);
}
