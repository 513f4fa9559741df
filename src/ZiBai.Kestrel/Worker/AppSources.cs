using ZiBai.Control;
using ZiBai.Loading;
using ZiBai.Supervision;

namespace ZiBai.Worker;

/// <summary>The modules of the app and the hooks that are source, built for workers. Loads none of them.</summary>
internal sealed class AppSources : IAppSources
{
    private readonly ISourceModules _modules;
    private readonly ModuleFinder _finder;
    private readonly IReadOnlyList<string> _imports;
    private readonly bool _areWatched;
    private volatile Dictionary<string, BuiltModule> _built = [];

    /// <param name="options">The settings, valid.</param>
    /// <param name="modules">Builds a module.</param>
    public AppSources(ZiBaiOptions options, ISourceModules modules)
    {
        _modules = modules;
        _finder = new ModuleFinder(options.AppDir);
        _areWatched = options.Watchfiles is not null;
        _imports = [.. new[] { options.App, options.BeforeServe, options.BeforeGracefulExit, options.BeforeDied }.OfType<string>()];
    }

    public IReadOnlyDictionary<string, BuiltModule> Built
    {
        get
        {
            // A worker that replaces one that died loads what that one did, also where somebody has emptied the cache since.
            var built = _built;
            foreach (var module in built.Values)
            {
                _modules.Restore(module.Assembly);
            }

            return built;
        }
    }

    public Task<StartFailed?>? BuildAsync()
    {
        try
        {
            var sources = Find();
            return sources.Count > 0 || _built.Count > 0 ? Task.Run(() => Build(sources)) : null;
        }
        catch (AppLoadException exception)
        {
            return Task.FromResult<StartFailed?>(Failure(exception));
        }
    }

    public void GiveUp() => _modules.GiveUp();

    public void WarmUp()
    {
        if (_areWatched && _built.Count > 0)
        {
            _modules.WarmUp();
        }
    }

    private List<(ImportString Import, string Source)> Find()
    {
        var sources = new List<(ImportString, string)>();
        foreach (var import in _imports.Select(ImportString.Parse).DistinctBy(static import => import.Module))
        {
            try
            {
                if (_finder.Find(import).Source is { } source)
                {
                    sources.Add((import, source));
                }
            }
            catch (AppLoadException) when (!_built.ContainsKey(import.Module))
            {
                // Whoever is to load it says so in its turn, as of a module that is no source.
            }
        }

        return sources;
    }

    private StartFailed? Build(List<(ImportString Import, string Source)> sources)
    {
        if (_areWatched)
        {
            _modules.ExpectChanges();
        }

        try
        {
            _built = sources.ToDictionary(
                static each => each.Import.Module,
                each => new BuiltModule(each.Source, _modules.Build(each.Import, each.Source)));
            return null;
        }
        catch (AppLoadException exception)
        {
            return Failure(exception);
        }
    }

    // The first line is what a log's record tells; what is wrong where comes below it.
    private static StartFailed Failure(AppLoadException exception)
    {
        var lines = exception.Message.Split(Environment.NewLine, 2);
        return StartFailed.Of(ExitCode.CannotLoad, lines[0], lines.ElementAtOrDefault(1));
    }
}
