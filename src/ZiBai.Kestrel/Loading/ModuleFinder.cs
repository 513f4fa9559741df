using System.Reflection;
using System.Runtime.Loader;

namespace ZiBai.Loading;

/// <summary>Where a module was found.</summary>
/// <param name="Path">The file of an assembly. Null where the module is loaded already, or is source that was not built yet.</param>
/// <param name="Assembly">The assembly that is already loaded.</param>
/// <param name="Source">The source that the assembly is to be built of, or was: a file, a project, or a folder with a separator at its end.</param>
internal sealed record ModuleLocation(string? Path, Assembly? Assembly, string? Source = null);

/// <summary>Finds the module of an import string, in the order the contract gives.</summary>
internal sealed class ModuleFinder
{
    private const string Dll = ".dll";

    /// <summary>What a file may end with that is a module.</summary>
    public static readonly IReadOnlyList<string> Endings = [Dll, ".cs", ".csproj"];

    // Windows and macOS keep files under one name whatever its case.
    private static readonly StringComparison _pathComparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly string _appDirectory;

    public ModuleFinder(string appDirectory)
    {
        _appDirectory = Path.GetFullPath(appDirectory);
    }

    /// <exception cref="AppLoadException">Nothing was found.</exception>
    public ModuleLocation Find(ImportString import)
    {
        var module = import.Module;
        var tried = Candidates(module).ToList();
        foreach (var candidate in tried)
        {
            var path = Path.GetFullPath(candidate, _appDirectory);
            if (!Exists(path))
            {
                continue;
            }

            if (!path.EndsWith(Dll, StringComparison.OrdinalIgnoreCase) || Directory.Exists(path))
            {
                // A program that is run in its own project folder means itself, not its source.
                return IsThisProgram(module) ? new ModuleLocation(null, Assembly.GetEntryAssembly()) : new ModuleLocation(null, null, path);
            }

            var real = RealPath(path);
            return LoadedFrom(real) is { } same ? new ModuleLocation(null, same) : new ModuleLocation(real, null);
        }

        return LoadedAs(module) is { } loaded ? new ModuleLocation(null, loaded) : throw Missing(import, tried);
    }

    private static IEnumerable<string> Candidates(string module)
    {
        if (IsFile(module))
        {
            yield return module;
        }

        foreach (var ending in Endings)
        {
            yield return module + ending;
        }

        yield return $"{module}/{Path.GetFileName(module)}.csproj";
        yield return module + "/";
    }

    /// <summary>Whether it is the name of a file, most likely: dots in a module's name are part of it.</summary>
    private static bool IsFile(string module) => Endings.Any(ending => module.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static bool Exists(string path) =>
        path.EndsWith(Path.DirectorySeparatorChar) ? HoldsSource(path) : File.Exists(path);

    private static bool HoldsSource(string directory)
    {
        try
        {
            return Directory.Exists(directory) && Directory.EnumerateFiles(directory, "*.cs").Any();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private AppLoadException Missing(ImportString import, List<string> tried)
    {
        var isFile = IsFile(import.Module);
        var looked = isFile ? tried[0] : string.Join(", ", tried.Select(candidate => candidate.EndsWith('/') ? candidate + "*.cs" : candidate));
        if (!Directory.Exists(_appDirectory))
        {
            return import.Error($"No module '{import.Module}': the app directory {_appDirectory} does not exist. Name another with --app-dir.");
        }

        var name = isFile ? Path.GetFileNameWithoutExtension(import.Module) : import.Module;
        var nearest = NearestNames.Describe(name, Modules(), "The directory holds no module at all.");
        return import.Error(
            $"No module '{import.Module}'. Looked in {_appDirectory} for {looked}, then for a loaded assembly of that name.{Environment.NewLine}"
            + $"{nearest} Name the module by its path, or its directory with --app-dir.");
    }

    /// <summary>What the app directory offers, as a module would be named: the extension only where the name alone means something else.</summary>
    private List<string> Modules()
    {
        try
        {
            return Directory.EnumerateFiles(_appDirectory)
                .Where(file => IsFile(file) && !AppLoadContext.IsOurs(Path.GetFileName(file)))
                .Select(Path.GetFileNameWithoutExtension)
                .Concat(Directory.EnumerateDirectories(_appDirectory).Where(HoldsSource).Select(Path.GetFileName))
                .OfType<string>()
                .ToList();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Only the default context: what another AppLoader loaded is private to it.
    private static Assembly? LoadedFrom(string realPath) =>
        AssemblyLoadContext.Default.Assemblies.FirstOrDefault(assembly =>
            !assembly.IsDynamic
            && assembly.Location.Length > 0
            && string.Equals(RealPath(assembly.Location), realPath, _pathComparison));

    private static bool IsThisProgram(string simpleName) => Assembly.GetEntryAssembly()?.GetName().Name == simpleName;

    private static Assembly? LoadedAs(string simpleName) =>
        AssemblyLoadContext.Default.Assemblies.FirstOrDefault(assembly =>
            string.Equals(assembly.GetName().Name, simpleName, StringComparison.Ordinal));

    /// <summary>The path with every symbolic link on it followed: a deploy's "current" link must not make one file look like two.</summary>
    private static string RealPath(string path)
    {
        var full = Path.GetFullPath(path);
        var parent = Path.GetDirectoryName(full);
        if (parent is null)
        {
            return full;
        }

        try
        {
            FileSystemInfo entry = Directory.Exists(full) ? new DirectoryInfo(full) : new FileInfo(full);
            if (entry.LinkTarget is not null && entry.ResolveLinkTarget(returnFinalTarget: true) is { } target)
            {
                return RealPath(target.FullName);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return full;
        }

        return Path.Combine(RealPath(parent), Path.GetFileName(full));
    }
}
