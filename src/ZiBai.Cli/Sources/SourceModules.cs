using System.Collections.Concurrent;
using ZiBai.Control;
using ZiBai.Loading;
using ZiBai.Supervision;

namespace ZiBai.Cli.Sources;

/// <summary>Makes assemblies of source: files are compiled, unless they were before; projects are built by the SDK.</summary>
internal sealed class SourceModules : ISourceModules, IDisposable
{
    private readonly ICompiler _compiler;
    private readonly CompileCache? _cache;
    private readonly ProjectBuild _projects;

    // What was compiled last, by its source.
    private readonly ConcurrentDictionary<string, CompiledAssembly> _compiled = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private string? _ownFolder;
    private SourceSet? _last;
    private bool _isForDebugging;

    /// <param name="compiler">Compiles what is not in the cache.</param>
    /// <param name="cache">What was compiled before; null to keep nothing.</param>
    /// <param name="projects">Builds projects.</param>
    public SourceModules(ICompiler compiler, CompileCache? cache, ProjectBuild projects)
    {
        _compiler = compiler;
        _cache = cache;
        _projects = projects;
    }

    /// <summary>Compiles in processes of this program, with the cache of its user.</summary>
    public static SourceModules OfThisProgram() => new(
        new CompilerProcess(ProgramStart.OfThisProgram, Handover.StartOwn),
        CompileCache.FolderOfUser() is { } folder ? new CompileCache(folder, TimeProvider.System) : null,
        new ProjectBuild(Handover.StartApart));

    public string Build(ImportString import, string source)
    {
        if (source.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
        {
            return _projects.Build(import, source);
        }

        var sources = SourceSet.Read(import, source) with { IsOptimized = !_isForDebugging };
        var key = CompileKey.Of(sources);
        _last = sources;
        var compiled = _cache?.Find(key) ?? Compile(import, sources, key);
        _compiled[source] = compiled;
        return compiled.Path;
    }

    public void Restore(string assembly)
    {
        if (File.Exists(assembly) || _compiled.Values.FirstOrDefault(compiled => compiled.Path == assembly) is not { Content: { } content })
        {
            return;
        }

        try
        {
            CompileCache.MakeFolder(Path.GetDirectoryName(assembly)!);
            CompileCache.Write(assembly, content);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    public void ExpectChanges() => _compiler.Stay();

    public void BuildForDebugging()
    {
        _isForDebugging = true;
        _projects.ForDebugging();
    }

    public void GiveUp() => _compiler.GiveUp();

    public void WarmUp()
    {
        if (_compiler.IsWarm || _last is not { } sources)
        {
            return;
        }

        try
        {
            // The very thing it will have to do next. The result is in the cache.
            _compiler.Compile(sources);
        }
        catch (CompilerFailedException)
        {
            // The next change starts it anew, and tells if that fails, too.
        }
    }

    /// <summary>Ends a build that still runs, and removes what was compiled and could not be kept.</summary>
    public void Dispose()
    {
        _projects.Dispose();
        _compiler.Dispose();
        lock (_lock)
        {
            if (Directory.Exists(_ownFolder))
            {
                Directory.Delete(_ownFolder, recursive: true);
                _ownFolder = null;
            }
        }
    }

    private CompiledAssembly Compile(ImportString import, SourceSet sources, string key)
    {
        CompileResult result;
        try
        {
            result = _compiler.Compile(sources);
        }
        catch (CompilerFailedException exception)
        {
            throw import.Error($"'{import.Text}' could not be compiled: {exception.Message}");
        }

        return result.Assembly is { } assembly
            ? _cache?.Put(key, assembly) ?? PutApart(import, key, assembly)
            : throw import.Error($"'{import.Text}' could not be compiled:{Environment.NewLine}{result.Errors}");
    }

    /// <summary>For as long as this process lives, where there is no place to keep it.</summary>
    private CompiledAssembly PutApart(ImportString import, string key, byte[] assembly)
    {
        try
        {
            lock (_lock)
            {
                _ownFolder ??= Directory.CreateTempSubdirectory("zibai-").FullName;
                var path = Path.Combine(_ownFolder, key + ".dll");
                CompileCache.Write(path, assembly);
                return new(path, assembly);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw import.Error(
                $"'{import.Text}' was compiled, and there is no place for the assembly: {exception.Message} "
                + "Name a folder that can be written to in XDG_CACHE_HOME or TMPDIR.");
        }
    }
}
