using ZiBai.Cli.Completion;

namespace ZiBai.Process.Tests.Completing;

/// <summary>What may stand before the colon.</summary>
public sealed class ModuleTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ModuleTests()
    {
        string[] files =
        [
            "hello.dll", "hello.cs", "my app.cs", "site.csproj", "notes.txt", "zibai.json", "site.Tests/site.Tests.csproj", "shop/a.cs", "apps/other.cs",
            "apps/below/deep.dll", "apps/below/deep.json", "bin/Release/net10.0/hello.dll", ".hidden/app.cs", "new\nline.cs",
        ];
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(file))!);
            File.WriteAllText(_folder.File(file), "");
        }
    }

    [Theory]
    [InlineData("", "apps/", "apps:", "hello:", "my app:", "shop/", "shop:", "site.Tests/", "site.Tests:", "site:")]
    [InlineData("h", "hello:")]
    [InlineData("hello.", "hello.cs:", "hello.dll:")]
    [InlineData("si", "site.Tests/", "site.Tests:", "site:")]
    [InlineData("b", "bin/")]
    [InlineData("bin/", "bin/Release/")]
    [InlineData("bin/Release/net10.0/", "bin/Release/net10.0/hello:")]
    [InlineData("apps/", "apps/other:")]
    [InlineData("apps/b", "apps/below/")]
    [InlineData("./h", "./hello:")]
    [InlineData("apps/../h", "apps/../hello:")]
    [InlineData("notes")]
    [InlineData("none")]
    public void ModulesAndFoldersOnTheWayToThemAreOffered(string typed, params string[] expected) =>
        Assert.Equal(expected, ImportCompletion.Of(ImportKind.App, _folder.Path, typed));

    [Fact]
    public void FullPathIsOffered() =>
        Assert.Equal([$"{_folder.Path}/apps/other:"], ImportCompletion.Of(ImportKind.App, "nowhere", $"{_folder.Path}/apps/o"));

    public void Dispose() => _folder.Dispose();
}
