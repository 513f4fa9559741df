using ZiBai.Adapter;
using ZiBai.Control;

namespace ZiBai.Loading;

/// <summary>
/// Loads apps and hooks from import strings. One for each worker: what comes from one module shares its load context, and so its statics.
/// </summary>
internal sealed class AppLoader
{
    private readonly ModuleFinder _finder;
    private readonly ISourceModules? _sources;
    private readonly IReadOnlyDictionary<string, BuiltModule>? _built;
    private readonly Dictionary<ModuleLocation, LoadedModule> _modules = [];
    private readonly Lock _lock = new();

    /// <param name="appDirectory">Where modules are looked for; relative to the current directory.</param>
    /// <param name="sources">Builds modules that are source; null where this process builds none.</param>
    /// <param name="built">The modules that somebody else has built, by name: these are not looked for.</param>
    public AppLoader(string appDirectory, ISourceModules? sources = null, IReadOnlyDictionary<string, BuiltModule>? built = null)
    {
        _finder = new ModuleFinder(appDirectory);
        _sources = sources;
        _built = built;
    }

    /// <summary>Loads an app and adapts its shape. Runs the app's static initialisers, and its factory.</summary>
    /// <param name="importString"><c>module:attribute</c>.</param>
    /// <param name="call">Whether the attribute is a factory of the app.</param>
    /// <exception cref="AppLoadException">It cannot be loaded; what the app's own code threw is the inner exception.</exception>
    public async ValueTask<AppEntry> LoadAppAsync(string importString, bool call)
    {
        var import = ImportString.Parse(importString);
        var attribute = Resolve(import);
        if (call)
        {
            attribute = await AppFactory.CallAsync(import, attribute);
        }

        return WithDependencies(import, () => AppAdapter.Adapt(import, attribute));
    }

    /// <summary>Loads a hook, without running it. What the hook throws is the caller's to handle.</summary>
    /// <param name="importString"><c>module:attribute</c>.</param>
    /// <exception cref="AppLoadException">It cannot be loaded.</exception>
    public Func<ValueTask> LoadHook(string importString)
    {
        var import = ImportString.Parse(importString);
        var attribute = Resolve(import);
        return WithDependencies(import, () => HookBinder.Bind(import, attribute));
    }

    private ResolvedAttribute Resolve(ImportString import)
    {
        var module = Module(import);
        return WithDependencies(import, () => AttributeResolver.Resolve(import, module));
    }

    private LoadedModule Module(ImportString import)
    {
        var location = _built is not null && _built.TryGetValue(import.Module, out var built)
            ? new ModuleLocation(built.Assembly, null, built.Source)
            : _finder.Find(import);
        lock (_lock)
        {
            if (!_modules.TryGetValue(location, out var module))
            {
                module = LoadedModule.Load(import, WithAssembly(import, location));
                _modules.Add(location, module);
            }

            return module;
        }
    }

    private ModuleLocation WithAssembly(ImportString import, ModuleLocation location)
    {
        if (location is not { Path: null, Assembly: null, Source: { } source })
        {
            return location;
        }

        return _sources is not null
            ? location with { Path = _sources.Build(import, source) }
            : throw import.Error(_built is not null
                ? $"Module '{import.Module}' is source ({source}) that the supervisor has not built: it was no source when it looked. Send it SIGHUP."
                : $"Module '{import.Module}' is source ({source}), and apps from source need the zibai command. Start it with 'zibai "
                    + $"{import.Text}', or build it with 'dotnet build' and name the assembly.");
    }

    // Reading a signature loads the assemblies it mentions. The app's own exceptions are told apart before they come here.
    private static T WithDependencies<T>(ImportString import, Func<T> reflect)
    {
        try
        {
            return reflect();
        }
        catch (Exception exception) when (LoadedModule.IsMissingDependency(exception))
        {
            throw import.Error(
                $"'{import.Text}' was found, but something it needs could not be loaded: {exception.Message} {LoadedModule.Advice(exception)}",
                exception);
        }
    }
}
