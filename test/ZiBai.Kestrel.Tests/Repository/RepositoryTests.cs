namespace ZiBai.Tests.Repository;

/// <summary>Rules for the repository as a whole.</summary>
public sealed class RepositoryTests
{
    /// <summary>In two halves, so that this file does not name what it looks for.</summary>
    private static readonly string[] _registryHosts =
        ["nuget" + ".org", "nuget" + ".pkg.github.com", "pkgs.dev" + ".azure.com", "pkgs.visual" + "studio.com", "myget" + ".org"];

    private static readonly string[] _textTypes =
        [".cs", ".csproj", ".props", ".targets", ".config", ".json", ".xml", ".md", ".sh", ".yml", ".yaml", ".sln", ".txt", ""];

    [Fact]
    public void NuGetConfigLeavesTheSourcesToTheMachine()
    {
        var text = Repo.Read("NuGet.config");

        Assert.DoesNotContain("http", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<clear", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("packageSources", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task NoTrackedFileNamesARegistry()
    {
        if (await Repo.TrackedFilesAsync() is not { } files)
        {
            return;
        }

        Assert.Contains("README.md", files);
        var naming = files.Where(path => _textTypes.Contains(Path.GetExtension(path))).Where(path =>
        {
            var text = Repo.Read(path);
            return _registryHosts.Any(host => text.Contains(host, StringComparison.OrdinalIgnoreCase));
        });
        Assert.Empty(naming);
    }

    [Fact]
    public void TheSolutionHasEveryProject()
    {
        var solution = Repo.Read("ZiBai.Kestrel.sln").Replace('\\', '/');

        Assert.All(
            Repo.Files("*.csproj", "src", "test", "samples"),
            project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void TheSolutionIsOfTheClassicFormat() =>
        Assert.Contains("Microsoft Visual Studio Solution File, Format Version 12.00", Repo.Read("ZiBai.Kestrel.sln"), StringComparison.Ordinal);
}
