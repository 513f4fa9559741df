using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace ZiBai.Cli.Sources;

/// <summary>What an app from source is compiled against: the shared frameworks as they run here, and the library that apps see.</summary>
internal static class AppReferences
{
    private const string Abstractions = "ZiBai.Abstractions.dll";

    /// <summary>The assemblies.</summary>
    public static IEnumerable<string> Paths()
    {
        var frameworks = Frameworks();
        return Trusted().Where(path => Path.GetFileName(path) == Abstractions || frameworks.Contains(Path.GetDirectoryName(path)));
    }

    /// <summary>What tells these from others, without loading them.</summary>
    public static IEnumerable<string> Identities()
    {
        // The folders of the frameworks are named for their versions.
        var abstractions = Trusted().First(static path => Path.GetFileName(path) == Abstractions);
        return [RuntimeInformation.FrameworkDescription, .. Frameworks().Order(StringComparer.Ordinal)!, ModuleVersion(abstractions)];
    }

    private static HashSet<string?> Frameworks() =>
    [
        Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory()),
        .. Trusted().Where(static path => Path.GetFileName(path) == "Microsoft.AspNetCore.dll").Select(Path.GetDirectoryName),
    ];

    private static string[] Trusted() =>
        (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static string ModuleVersion(string path)
    {
        using var image = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(File.ReadAllBytes(path)));
        var metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid).ToString();
    }
}
