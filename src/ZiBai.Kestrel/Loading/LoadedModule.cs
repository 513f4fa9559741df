using System.Reflection;

namespace ZiBai.Loading;

/// <summary>An assembly to look attributes up in.</summary>
internal sealed class LoadedModule
{
    private LoadedModule(string name, IReadOnlyList<Type> types, IReadOnlyList<Exception> failures)
    {
        Name = name;
        Types = types;
        Failures = failures;
    }

    /// <summary>For messages: the file, of source where it was built from that, or the assembly's name where it has none.</summary>
    public string Name { get; }

    /// <summary>The types an import string can name.</summary>
    public IReadOnlyList<Type> Types { get; }

    /// <summary>Why the types that are not in <see cref="Types"/> could not be loaded.</summary>
    public IReadOnlyList<Exception> Failures { get; }

    /// <exception cref="AppLoadException">The file is no assembly, or cannot be read.</exception>
    public static LoadedModule Load(ImportString import, ModuleLocation location)
    {
        try
        {
            return location.Assembly is { } loaded
                ? Examine(loaded, loaded.Location is { Length: > 0 } path ? path : $"assembly {loaded.GetName().Name}")
                : Examine(new AppLoadContext(location.Path!).LoadModule(), location.Source ?? location.Path!);
        }
        catch (BadImageFormatException exception)
        {
            throw import.Error(
                $"{exception.FileName ?? location.Path} is not a .NET assembly: {exception.Message} Name the .dll that 'dotnet build' made.",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw import.Error($"{location.Path} could not be loaded: {exception.Message}", exception);
        }
    }

    /// <summary>Whether reflection threw this because a dependency is not there, or not as it was when the module was built.</summary>
    public static bool IsMissingDependency(Exception exception) => exception is IOException or BadImageFormatException or TypeLoadException;

    /// <summary>What to do about a dependency that is not there.</summary>
    public static string Advice(Exception exception)
    {
        var missing = exception switch
        {
            FileNotFoundException notFound => notFound.FileName,
            FileLoadException notLoaded => notLoaded.FileName,
            _ => null,
        };
        return missing?.StartsWith("ZiBai.", StringComparison.Ordinal) == true
            ? "Zi Bai's own assemblies are the server's: use a server at least as new as the package the module was built with."
            : "Dependencies come from the module's own folder: use 'dotnet publish', or set CopyLocalLockFileAssemblies in a class library.";
    }

    // One type with a missing dependency does not take the others with it: the app may be among those.
    private static LoadedModule Examine(Assembly assembly, string name)
    {
        try
        {
            return new LoadedModule(name, Nameable(assembly.GetTypes()), []);
        }
        catch (ReflectionTypeLoadException exception)
        {
            return new LoadedModule(
                name,
                Nameable(exception.Types.OfType<Type>()),
                exception.LoaderExceptions.OfType<Exception>().DistinctBy(failure => failure.Message).ToList());
        }
    }

    private static List<Type> Nameable(IEnumerable<Type> types) =>
        types
            .Where(type => !type.ContainsGenericParameters && !type.IsNestedPrivate && !type.Name.Contains('<', StringComparison.Ordinal))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .ToList();
}
