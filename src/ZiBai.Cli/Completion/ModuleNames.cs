using ZiBai.Loading;

namespace ZiBai.Cli.Completion;

/// <summary>What may stand before the colon of an import string.</summary>
internal static class ModuleNames
{
    /// <summary>The modules that begin so, each with the colon, and folders on the way to others, with a slash.</summary>
    /// <param name="appFolder">Where modules are looked for.</param>
    /// <param name="begin">What is typed already: a name, or a path.</param>
    public static IReadOnlyList<string> Beginning(string appFolder, string begin)
    {
        var slash = begin.LastIndexOf('/') + 1;
        var (path, name) = (begin[..slash], begin[slash..]);
        var options = new EnumerationOptions { MatchType = MatchType.Simple };
        var folder = new DirectoryInfo(Path.Combine(appFolder, path));
        if (!folder.Exists)
        {
            return [];
        }

        var files = folder.EnumerateFiles("*", options).Select(file => Name(file.Name, name)).OfType<string>();
        var below = folder.EnumerateDirectories("*", options).Where(each => each.Name.StartsWith(name, StringComparison.Ordinal)).ToList();
        var sources = below.FindAll(static each => HoldsSource(each));
        var found = files.Concat(sources.Select(static each => each.Name)).Select(static module => $"{module}:")
            .Concat(sources.Select(static each => $"{each.Name}/")).ToList();
        if (found.Count == 0)
        {
            found = below.ConvertAll(static each => $"{each.Name}/");
        }

        return [.. found.Select(each => path + each).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>A file as an import string has it: without its ending, unless that is being typed.</summary>
    private static string? Name(string file, string begin)
    {
        if (ModuleFinder.Endings.FirstOrDefault(ending => file.EndsWith(ending, StringComparison.Ordinal)) is not { } ending)
        {
            return null;
        }

        var bare = file[..^ending.Length];
        return bare.StartsWith(begin, StringComparison.Ordinal) ? bare : file.StartsWith(begin, StringComparison.Ordinal) ? file : null;
    }

    private static bool HoldsSource(DirectoryInfo folder)
    {
        var options = new EnumerationOptions { MatchType = MatchType.Simple };
        return File.Exists(Path.Combine(folder.FullName, $"{folder.Name}.csproj")) || folder.EnumerateFiles("*.cs", options).Any();
    }
}
