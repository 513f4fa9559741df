using System.Reflection;
using System.Runtime.Loader;
using Serilog;
using ZiBai.Loading;

namespace ZiBai.Logging.Configuration;

/// <summary>
/// The assemblies in which sinks are looked for: those of the server's own folder that are called after Serilog, and those that a section names under
/// <c>Using</c>, which may lie beside the app too.
/// </summary>
internal sealed class SinkAssemblies
{
    private static readonly Lock _loading = new();

    private readonly string _appDir;
    private readonly List<Assembly> _always;

    /// <param name="appDir">Where the app is.</param>
    public SinkAssemblies(string appDir)
    {
        _appDir = appDir;
        _always =
        [
            typeof(ILogger).Assembly,
            typeof(FileLoggerConfigurationExtensions).Assembly,
            typeof(ConsoleLoggerConfigurationExtensions).Assembly,
            .. Directory.EnumerateFiles(AppContext.BaseDirectory, "Serilog*.dll").Order(StringComparer.Ordinal)
                .Select(static path => Assembly.Load(Path.GetFileNameWithoutExtension(path))),
        ];
    }

    /// <summary>Those of some sections; what could not be loaded is among the problems.</summary>
    public IReadOnlyList<Assembly> Of(IEnumerable<ConfigurationPart> sections, ConfigurationProblems problems) =>
    [
        .. sections.SelectMany(static section => section["Using"]?.Members ?? []).Select(member => Load(member.Part, problems)).OfType<Assembly>()
            .Concat(_always).Distinct(),
    ];

    private Assembly? Load(ConfigurationPart name, ConfigurationProblems problems)
    {
        if (string.IsNullOrWhiteSpace(name.Text))
        {
            problems.Add(name.Line, "Using: an assembly has a name; give it as a text, for example \"Serilog.Sinks.File\"");
            return null;
        }

        try
        {
            return Load(name.Text);
        }
        catch (FileNotFoundException)
        {
            problems.Add(name.Line, $"Using: there is no assembly '{name.Text}', neither in the server's folder, {AppContext.BaseDirectory}, nor in the app's, "
                + $"{Path.GetFullPath(_appDir)}; give the name of one, without .dll");
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or UnauthorizedAccessException)
        {
            problems.Add(name.Line, $"Using: the assembly '{name.Text}' cannot be loaded: {exception.Message}");
        }

        return null;
    }

    private Assembly Load(string name)
    {
        try
        {
            return Assembly.Load(new AssemblyName(name));
        }
        catch (FileNotFoundException) when (Path.Combine(Path.GetFullPath(_appDir), name + ".dll") is var path && File.Exists(path))
        {
            lock (_loading)
            {
                var context = AssemblyLoadContext.Default;
                return context.Assemblies.FirstOrDefault(loaded => loaded.GetName().Name == name) ?? LoadBesideTheApp(context, path);
            }
        }
    }

    // Into memory, as the app: its file may be replaced while it serves. What it needs is beside it.
    private static Assembly LoadBesideTheApp(AssemblyLoadContext context, string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        context.Resolving += (_, wanted) =>
            Path.Combine(folder, wanted.Name + ".dll") is var needed && File.Exists(needed) ? AssemblyImage.Read(needed).LoadInto(context) : null;
        return AssemblyImage.Read(path).LoadInto(context);
    }
}
