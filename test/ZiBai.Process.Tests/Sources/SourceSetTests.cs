using ZiBai.Cli.Sources;
using ZiBai.Loading;

namespace ZiBai.Process.Tests.Sources;

public sealed class SourceSetTests : IDisposable
{
    private static readonly ImportString _import = ImportString.Parse("app:App");

    private readonly TempFolder _folder = new();

    [Fact]
    public void FileIsASetOfItsOwn()
    {
        Put("my.app.cs");
        Put("other.cs");

        var set = SourceSet.Read(_import, _folder.File("my.app.cs"));

        Assert.Equal(("my.app", _folder.File("my.app.cs")), (set.Name, Assert.Single(set.Files).Path));
        Assert.Equal("my.app.cs"u8.ToArray(), set.Files[0].Content);
    }

    [Fact]
    public void FolderIsAllItsFilesInOneOrderWithoutWhatBuildsAndToolsPutThere()
    {
        foreach (var name in new[] { "app/b.cs", "app/a.cs", "app/sub/deep/c.cs", "app/bin/x.cs", "app/sub/obj/x.cs", "app/.git/x.cs", "app/a.txt", "app/app.Tests/app.Tests.csproj", "app/app.Tests/x.cs" })
        {
            Put(name);
        }

        var set = SourceSet.Read(_import, _folder.File("app/"));

        Assert.Equal("app", set.Name);
        Assert.Equal(["a.cs", "b.cs", "sub/deep/c.cs"], set.Files.Select(file => Path.GetRelativePath(_folder.File("app"), file.Path)));
    }

    [Fact]
    public void FileThatCannotBeReadIsTold() => Assert.Contains(
        "could not be read", Assert.Throws<AppLoadException>(() => SourceSet.Read(_import, _folder.File("gone.cs"))).Message, StringComparison.Ordinal);

    /// <summary>Nobody may ever write to it.</summary>
    [Fact]
    public async Task PipeIsNotWaitedFor()
    {
        await using var mkfifo = ChildProcess.Start("mkfifo", [_folder.File("app.cs")]);
        Assert.Equal(0, await mkfifo.WaitForExitAsync());
        File.CreateSymbolicLink(_folder.File("link.cs"), _folder.File("app.cs"));

        Assert.All(SourceSet.Read(_import, _folder.Path + "/").Files, static file => Assert.Empty(file.Content));
    }

    [Fact]
    public void LinkIsTheFileThatItLeadsTo()
    {
        Put("real.txt");
        File.CreateSymbolicLink(_folder.File("app.cs"), _folder.File("real.txt"));

        Assert.Equal("real.txt"u8.ToArray(), Assert.Single(SourceSet.Read(_import, _folder.File("app.cs")).Files).Content);
    }

    public void Dispose() => _folder.Dispose();

    private void Put(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllText(_folder.File(name), name);
    }
}
