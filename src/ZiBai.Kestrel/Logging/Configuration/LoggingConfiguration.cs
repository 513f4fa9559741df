using System.Reflection;
using ZiBai.Loading;

namespace ZiBai.Logging.Configuration;

/// <summary>What the logging configuration file says, checked; or what holds where there is none.</summary>
internal sealed class LoggingConfiguration
{
    private const string ForAllName = "Serilog";

    private readonly ConfigurationPart? _whole;
    private readonly Dictionary<string, IReadOnlyList<Assembly>> _assemblies = [];

    private LoggingConfiguration(ZiBaiOptions options, ConfigurationPart? whole)
    {
        _whole = whole;
        Path = options.LoggingConfigFilepath;
        Levels = new LoggerLevels(options.LogLevel, ForAll, Of);
    }

    /// <summary>The file; null where there is none.</summary>
    public string? Path { get; }

    /// <summary>From which level on each logger writes.</summary>
    public LoggerLevels Levels { get; }

    /// <summary>The section for all loggers; null if there is none.</summary>
    public ConfigurationPart? ForAll => _whole?[ForAllName];

    /// <summary>A logger's own section; null if there is none.</summary>
    public ConfigurationPart? Of(string logger) => _whole?[logger];

    /// <summary>The sections that say something of a logger.</summary>
    public IEnumerable<ConfigurationPart> SectionsOf(string logger) => new[] { Of(logger), ForAll }.OfType<ConfigurationPart>();

    /// <summary>The assemblies in which the sinks of a logger are; of the section for all loggers for null.</summary>
    public IReadOnlyList<Assembly> AssembliesOf(string? logger) => _assemblies[logger ?? ForAllName];

    /// <summary>Reads and checks the file that the options name, if they name one. Opens nothing.</summary>
    /// <param name="options">The options.</param>
    /// <param name="severalProcesses">Whether several processes write the same files.</param>
    /// <exception cref="LoggingConfigurationException">The file cannot be used; has all that is wrong with it.</exception>
    public static LoggingConfiguration Read(ZiBaiOptions options, bool severalProcesses)
    {
        if (options.LoggingConfigFilepath is not { } path)
        {
            return new LoggingConfiguration(options, whole: null);
        }

        var problems = new ConfigurationProblems(path);
        var whole = ConfigurationFile.Read(path, problems);
        problems.ThrowIfAny();
        var assemblies = Check(whole!, new SinkAssemblies(options.AppDir), options.AccessLogFormat, severalProcesses, problems);
        problems.ThrowIfAny();
        var configuration = new LoggingConfiguration(options, whole);
        foreach (var (name, found) in assemblies)
        {
            configuration._assemblies.Add(name, found);
        }

        return configuration;
    }

    private static Dictionary<string, IReadOnlyList<Assembly>> Check(
        ConfigurationPart whole, SinkAssemblies assemblies, string accessFormat, bool severalProcesses, ConfigurationProblems problems)
    {
        var found = new Dictionary<string, IReadOnlyList<Assembly>>();
        if (!whole.IsObject)
        {
            problems.Add(whole.Line, "the file is an object of sections; give it in braces, for example { \"zibai.access\": { ... } }");
            return found;
        }

        string[] names = [ForAllName, .. LoggerNames.All];
        foreach (var (name, section) in whole.Members.Where(member => !names.Contains(member.Name, StringComparer.OrdinalIgnoreCase)))
        {
            problems.Add(section.Line, $"there is no logger '{name}': {NearestNames.Describe(name, names, "")}");
        }

        var forAll = whole[ForAllName];
        foreach (var name in names)
        {
            var own = whole[name];
            found[name] = assemblies.Of(new[] { own, forAll }.OfType<ConfigurationPart>().Distinct(), problems);
            if (own is not null)
            {
                var methods = new SerilogMethods(found[name]);
                new SectionCheck(methods, problems).Check(own, isForAll: name == ForAllName);
                SinkDefaults.Apply(own, methods, accessFormat, severalProcesses, problems);
            }
        }

        return found;
    }
}
