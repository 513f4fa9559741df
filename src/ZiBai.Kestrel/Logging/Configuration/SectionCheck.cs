using Serilog.Configuration;
using Serilog.Events;
using ZiBai.Loading;

namespace ZiBai.Logging.Configuration;

/// <summary>Checks one section of the file: that each name in it means something, and each value can be one.</summary>
internal sealed partial class SectionCheck
{
    private static readonly string[] _keys = ["Using", "LevelSwitches", "FilterSwitches", "MinimumLevel", "Enrich", "Properties", "Filter", "WriteTo"];

    private readonly SerilogMethods _methods;
    private readonly ConfigurationProblems _problems;

    /// <param name="methods">The sinks, enrichers and filters there are.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public SectionCheck(SerilogMethods methods, ConfigurationProblems problems)
    {
        _methods = methods;
        _problems = problems;
    }

    /// <summary>Checks a section at the top of the file.</summary>
    /// <param name="section">The section.</param>
    /// <param name="isForAll">Whether it is for all loggers: then it may have what is of no logger alone.</param>
    public void Check(ConfigurationPart section, bool isForAll)
    {
        if (!section.IsObject)
        {
            _problems.Add(section.Line, "a section is an object; give one in braces, for example { \"MinimumLevel\": \"Debug\" }");
            return;
        }

        CheckKeys(section, isForAll ? [.. _keys, "Destructure"] : _keys, static key => key.ToUpperInvariant() switch
        {
            "AUDITTO" => "a record that cannot be written must not fail a request; use WriteTo",
            "DESTRUCTURE" => "records are made before they come to a logger; give it in the section Serilog",
            _ => null,
        });
        CheckLevels(section, isForAll);
        CheckContent(section);
    }

    private void CheckContent(ConfigurationPart section)
    {
        CheckCalls(section["WriteTo"], typeof(LoggerSinkConfiguration), "sink", "File or Console");
        CheckCalls(section["Enrich"], typeof(LoggerEnrichmentConfiguration), "enricher", "FromLogContext");
        CheckCalls(section["Filter"], typeof(LoggerFilterConfiguration), "filter", "ByExcluding");
        CheckCalls(section["Destructure"], typeof(LoggerDestructuringConfiguration), "destructuring", "ToMaximumStringLength");
    }

    private void CheckKeys(ConfigurationPart part, string[] known, Func<string, string?> why)
    {
        foreach (var (name, member) in part.Members.Where(member => !known.Contains(member.Name, StringComparer.OrdinalIgnoreCase)))
        {
            _problems.Add(member.Line, $"'{name}' does not belong here: {why(name) ?? NearestNames.Describe(name, known, "")}");
        }
    }

    private void CheckLevels(ConfigurationPart section, bool isForAll)
    {
        foreach (var (_, first) in section["LevelSwitches"]?.Members ?? [])
        {
            CheckLevel(first, section: null);
        }

        if (section["MinimumLevel"] is not { } levels)
        {
            return;
        }

        if (levels.Text is not null)
        {
            CheckLevel(levels, section: null);
            return;
        }

        CheckKeys(levels, isForAll ? ["Default", "ControlledBy", "Override"] : ["Default", "ControlledBy"], static key =>
            key.Equals("Override", StringComparison.OrdinalIgnoreCase) ? "a logger has one level; give overrides in the section Serilog" : null);
        if (levels["Default"] is { } level)
        {
            CheckLevel(level, section: null);
        }

        if (levels["ControlledBy"] is { } control && !IsSwitch(control, section))
        {
            _problems.Add(control.Line, $"there is no level switch '{control.Text}'; {SwitchesOf(section)}");
        }

        foreach (var (_, overriding) in levels["Override"]?.Members ?? [])
        {
            CheckLevel(overriding, section);
        }
    }

    private void CheckLevel(ConfigurationPart level, ConfigurationPart? section)
    {
        if (LoggerLevels.Read(level) is null && (section is null || !IsSwitch(level, section)))
        {
            var names = Enum.GetNames<LogEventLevel>();
            _problems.Add(level.Line, level.Text is null
                ? $"a level is a text; give one of {string.Join(", ", names)}"
                : $"'{level.Text}' is not a level: {NearestNames.Describe(level.Text, names, "")}");
        }
    }

    private static bool IsSwitch(ConfigurationPart name, ConfigurationPart section) => LoggerLevels.Switch(name, section) is not null;

    private static string SwitchesOf(ConfigurationPart section) => section["LevelSwitches"] is { Members.Count: > 0 } switches
        ? $"give one of LevelSwitches: {string.Join(", ", switches.Members.Select(static member => member.Name))}"
        : "give its first level under LevelSwitches";
}
