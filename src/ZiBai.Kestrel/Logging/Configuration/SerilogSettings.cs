using System.Reflection;
using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Settings.Configuration;

namespace ZiBai.Logging.Configuration;

/// <summary>
/// Has Serilog set loggers up by parts of the configuration file, one sink or enricher after another, so that what it says is wrong has a line. Nothing but
/// this knows of the assembly that does so, which is not loaded where there is no such file.
/// </summary>
internal sealed class SerilogSettings
{
    private readonly IReadOnlyList<Assembly> _assemblies;
    private readonly ConfigurationProblems _problems;

    /// <param name="assemblies">Where sinks, enrichers and filters are.</param>
    /// <param name="problems">Takes what could not be set up.</param>
    public SerilogSettings(IReadOnlyList<Assembly> assemblies, ConfigurationProblems problems)
    {
        _assemblies = assemblies;
        _problems = problems;
    }

    /// <summary>What a section says of the records themselves.</summary>
    public void ApplyEnrichment(LoggerConfiguration logger, ConfigurationPart section)
    {
        ApplyEach(logger, section, "Enrich");
        ApplyEach(logger, section, "Filter");
        if (section["Properties"] is { } properties)
        {
            Apply(logger, section, "Properties", properties, properties.Line);
        }
    }

    /// <summary>What a section says of how values become properties of a record.</summary>
    public void ApplyDestructuring(LoggerConfiguration logger, ConfigurationPart section) => ApplyEach(logger, section, "Destructure");

    /// <summary>Where a section says that records are written to: a logger for each sink, to be closed apart from the others.</summary>
    public IEnumerable<Logger> OpenSinks(ConfigurationPart section)
    {
        foreach (var (_, call) in section["WriteTo"]?.Members ?? [])
        {
            var files = call.All().Where(static each => each["Name"]?.Text == "File").Select(static each => each["Args"]?["path"]).OfType<ConfigurationPart>();
            var wrong = files.Select(static path => (path.Line, Why: LogFolder.Wrong(path.Text!))).Where(static file => file.Why is not null).ToArray();
            Array.ForEach(wrong, file => _problems.Add(file.Line, file.Why!));
            if (wrong.Length == 0)
            {
                var logger = new LoggerConfiguration().MinimumLevel.Verbose();
                Apply(logger, section, "WriteTo", new ConfigurationPart(call.Line, isList: true).Add(call), call["Name"]?.Line ?? call.Line);
                yield return logger.CreateLogger();
            }
        }
    }

    private void ApplyEach(LoggerConfiguration logger, ConfigurationPart section, string key)
    {
        foreach (var (_, call) in section[key]?.Members ?? [])
        {
            Apply(logger, section, key, new ConfigurationPart(call.Line, isList: true).Add(call), call["Name"]?.Line ?? call.Line);
        }
    }

    private void Apply(LoggerConfiguration logger, ConfigurationPart section, string key, ConfigurationPart part, int line)
    {
        var piece = new ConfigurationPart(part.Line).Add(key, part);
        foreach (var switches in new[] { "LevelSwitches", "FilterSwitches" })
        {
            if (section[switches] is { } given)
            {
                piece.Add(switches, given);
            }
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(piece.Flat()).Build();
        var said = SinkFailures.During(() =>
        {
            try
            {
                logger.ReadFrom.Configuration(configuration, new ConfigurationReaderOptions([.. _assemblies]) { SectionName = "" });
            }
            catch (Exception exception)
            {
                // Whatever a sink of somebody else's throws.
                var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
                _problems.Add(line, $"{Named(key, part)} cannot be set up so: {cause.Message}");
            }
        });
        foreach (var text in said)
        {
            _problems.Add(line, $"{Named(key, part)} cannot be set up so: {text}");
        }
    }

    private static string Named(string key, ConfigurationPart part) => part.Members is [(_, var call)] && (call["Name"]?.Text ?? call.Text) is { } name ? $"{key} {name}" : key;
}
