namespace ZiBai.Process.Tests;

/// <summary>Where the projects that these tests serve or start were built: the configuration and framework are this assembly's own.</summary>
internal static class BuiltApp
{
    private static readonly DirectoryInfo _framework = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    private static readonly Dictionary<string, string> _projects = new()
    {
        ["hello"] = "test/Apps/Hello",
        ["echo"] = "test/Apps/Echo",
        ["errors"] = "test/Apps/Errors",
        ["noreference"] = "test/Apps/NoReference",
        ["probe"] = "test/Apps/Probe",
        ["transfer"] = "test/Apps/Transfer",
    };

    public static string Repository { get; } = _framework.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    /// <param name="module">The name of its assembly.</param>
    public static string Folder(string module) => FolderOf(_projects[module]);

    /// <param name="project">Its folder, relative to the repository: <c>test/Apps/Hello</c>.</param>
    public static string FolderOf(string project) => Path.Combine(Repository, project, "bin", _framework.Parent!.Name, _framework.Name);
}
