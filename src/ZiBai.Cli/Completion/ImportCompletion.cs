using ZiBai.Loading;

namespace ZiBai.Cli.Completion;

/// <summary>What an import string that is being typed can become.</summary>
internal static class ImportCompletion
{
    /// <summary>Never throws for what it finds: whatever is wrong there, a prompt is no place to say so.</summary>
    /// <param name="kind">What the import string is to lead to.</param>
    /// <param name="appFolder">Where modules are looked for.</param>
    /// <param name="typed">What is typed already.</param>
    /// <returns>The whole of each import string, or its module with the colon, or a folder with a slash.</returns>
    public static IReadOnlyList<string> Of(ImportKind kind, string appFolder, string typed)
    {
        try
        {
            return [.. Words(kind, appFolder, typed).Where(static word => !word.Any(char.IsControl))];
        }
        catch (Exception exception) when (exception is AppLoadException or IOException or UnauthorizedAccessException or BadImageFormatException
            or InvalidOperationException or ArgumentException or OverflowException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Words(ImportKind kind, string appFolder, string typed)
    {
        var colon = typed.LastIndexOf(':');
        if (colon < 0 || typed.IndexOf('/', colon) > 0)
        {
            return ModuleNames.Beginning(appFolder, typed);
        }

        var (module, begin) = (typed[..colon], typed[(colon + 1)..]);
        return string.IsNullOrWhiteSpace(module) ? []
            : new MemberNames(Types(new ModuleFinder(appFolder).Find(new ImportString(typed, module, begin)))).Beginning(begin, kind)
                .Select(name => $"{module}:{name}");
    }

    private static IReadOnlyList<ModuleType> Types(ModuleLocation module) =>
        module.Source is { } source ? SourceTypes.Read(source)
        : module.Path is { } path ? AssemblyTypes.Read(path)
        : [];
}
