using System.Reflection;
using System.Runtime.InteropServices;
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
    private readonly string _path;
    private readonly string _directory;

    // By name, because a file that has been read may be gone, or be another, when the runtime asks for the assembly.
    private readonly Dictionary<string, AssemblyImage> _images = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();

    /// <exception cref="InvalidOperationException">The module's .deps.json cannot be read.</exception>
    public AppLoadContext(string path)
        : base(path)
    {
        _resolver = new AssemblyDependencyResolver(path);
        _path = path;
        _directory = Path.GetDirectoryName(path)!;
    }

    /// <summary>Whether an assembly of that name is Zi Bai's.</summary>
    public static bool IsOurs(string name) => name.StartsWith("ZiBai.", StringComparison.Ordinal);

    /// <summary>Loads the module, and reads what it needs, so that all of it is of one version whatever becomes of the files.</summary>
    /// <exception cref="BadImageFormatException">A file is no assembly, or not the whole of one. Has the path.</exception>
    /// <exception cref="IOException">A file cannot be read, or is being written.</exception>
    public Assembly LoadModule()
    {
        lock (_lock)
        {
            var module = AssemblyImage.Read(_path);
            _images[Key(module.Name, "")] = module;
            ReadReferences(module, []);
            return module.LoadInto(this);
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (IsShared(assemblyName))
        {
            return null;
        }

        // Two threads that ask at once are to get one assembly.
        lock (_lock)
        {
            return Image(assemblyName)?.LoadInto(this);
        }
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : UnmanagedBeside(unmanagedDllName);

    private static string Key(string? name, string? culture) => $"{culture}/{name}";

    // What only reflection or a culture asks for is read when it is asked for.
    private void ReadReferences(AssemblyImage image, HashSet<string> seen)
    {
        foreach (var name in image.References.Where(name => seen.Add(name.FullName) && !IsShared(name)))
        {
            if (Image(name) is { } reference)
            {
                ReadReferences(reference, seen);
            }
        }
    }

    private AssemblyImage? Image(AssemblyName name)
    {
        var key = Key(name.Name, name.CultureName);
        if (!_images.TryGetValue(key, out var image) && (_resolver.ResolveAssemblyToPath(name) ?? Beside(name)) is { } path)
        {
            image = AssemblyImage.Read(path);
            _images.Add(key, image);
        }

        return image;
    }

    // The runtime looks beside an assembly's file itself, but not for one that is loaded from memory.
    private nint UnmanagedBeside(string name)
    {
        var (prefix, ending) = OperatingSystem.IsWindows() ? ("", ".dll") : ("lib", OperatingSystem.IsMacOS() ? ".dylib" : ".so");
        foreach (var file in new[] { name + ending, prefix + name + ending, name, prefix + name })
        {
            var path = Path.Combine(_directory, file);
            if (File.Exists(path) && NativeLibrary.TryLoad(path, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }

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
