using ZiBai.Loading;

namespace ZiBai.Cli.Sources;

/// <summary>The files that are compiled together: one, or those of a folder.</summary>
/// <param name="Name">The name of the assembly.</param>
/// <param name="Files">The files, in the same order each time.</param>
/// <param name="IsOptimized">Whether the code may be other than it is written. Where it is, an exception can name another line than the one that threw.</param>
internal sealed record SourceSet(string Name, IReadOnlyList<SourceFile> Files, bool IsOptimized = true)
{
    /// <summary>Reads the files.</summary>
    /// <param name="import">What is being loaded.</param>
    /// <param name="source">A file, or a folder with a separator at its end.</param>
    /// <exception cref="AppLoadException">They cannot be read.</exception>
    public static SourceSet Read(ImportString import, string source)
    {
        try
        {
            string[] paths = Path.EndsInDirectorySeparator(source)
                ? [.. FilesBelow(new DirectoryInfo(source)).Order(StringComparer.Ordinal)]
                : [source];
            return new SourceSet(
                Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(source)),
                [.. paths.Select(static path => new SourceFile(path, SourceFile.LengthOf(path) == 0 ? [] : File.ReadAllBytes(path)))]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw import.Error($"Module '{import.Module}' is source that could not be read: {exception.Message}");
        }
    }

    /// <summary>As projects of the SDK have it: not what a build has made, nor what belongs to tools. Links to folders are left alone: they may go in circles.</summary>
    internal static IEnumerable<string> FilesBelow(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles("*.cs"))
        {
            yield return file.FullName;
        }

        // A project's folder is that project's: such as the tests of what is in this one.
        foreach (var below in folder.EnumerateDirectories().Where(static below =>
            below.Name is not ("bin" or "obj") && !below.Name.StartsWith('.') && below.LinkTarget is null && !below.EnumerateFiles("*.csproj").Any()))
        {
            foreach (var file in FilesBelow(below))
            {
                yield return file;
            }
        }
    }
}
