using System.Reflection;
using System.Runtime.Loader;
using Microsoft.AspNetCore.Http.Features;

namespace ZiBai.Loading;

/// <summary>
/// The load context of one module. Zi Bai's own assemblies and the shared frameworks are the host's, so that a delegate or a stream means
/// the same type on both sides; everything else is the app's, so that the server's own Serilog is no concern of the app's.
/// </summary>
internal sealed class AppLoadContext : AssemblyLoadContext
{
    // A host deployed with its runtime in the same folder cannot tell the frameworks apart: there the folder as a whole is shared.
    private static readonly Dictionary<string, string> _shared = FindShared();

    private readonly AssemblyDependencyResolver _resolver;
    private readonly string _directory;

    /// <exception cref="InvalidOperationException">The module's .deps.json cannot be read.</exception>
    public AppLoadContext(string path)
        : base(path)
    {
        _resolver = new AssemblyDependencyResolver(path);
        _directory = Path.GetDirectoryName(path)!;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (IsShared(assemblyName))
        {
            return null;
        }

        var path = _resolver.ResolveAssemblyToPath(assemblyName) ?? Beside(assemblyName);
        return path is null ? null : LoadFromAssemblyPath(path);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private static bool IsShared(AssemblyName name)
    {
        if (name.Name is null || !_shared.TryGetValue(name.Name, out var path))
        {
            return false;
        }

        // A package may be newer than the framework's assembly of that name; the host's would then be refused as too old. Our own
        // assemblies have no such way out: a second copy of the contract is a different contract.
        return IsOurs(name.Name)
            || name.Version is null
            || AssemblyName.GetAssemblyName(path).Version is not { } ours
            || ours >= name.Version;
    }

    private static bool IsOurs(string name) => name.StartsWith("ZiBai.", StringComparison.Ordinal);

    // A .deps.json that is missing an entry, as after copying a dll into the folder by hand.
    private string? Beside(AssemblyName name)
    {
        var path = Path.Combine(_directory, name.CultureName ?? "", name.Name + ".dll");
        return File.Exists(path) ? path : null;
    }

    private static Dictionary<string, string> FindShared()
    {
        var frameworks = new[] { typeof(object), typeof(IFeatureCollection) }
            .Select(type => Path.GetDirectoryName(type.Assembly.Location))
            .ToHashSet(StringComparer.Ordinal);
        var trusted = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        var shared = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (IsOurs(name) || frameworks.Contains(Path.GetDirectoryName(path)))
            {
                shared[name] = path;
            }
        }

        return shared;
    }
}
