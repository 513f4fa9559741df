using System.IO.Compression;
using System.Xml.Linq;
using ZiBai.Process.Tests.Readme;

namespace ZiBai.Process.Tests.Packaging;

/// <summary>What `dotnet publish` and `dotnet pack` make of this repository: built once, in a folder of its own, beside no other build's files.</summary>
public sealed class BuiltPackages : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>What README.md calls <c>out</c>.</summary>
    public string Published => _folder.File("out");

    /// <summary>What README.md calls <c>packages</c>.</summary>
    public string Packages => _folder.File("packages");

    /// <summary>Where <c>dotnet tool install</c> may put the tool.</summary>
    public string Tools => _folder.File("tools");

    /// <summary>In place of the machine's own package cache, which the tool's package has no business in.</summary>
    public string Cache => _folder.File("cache");

    public async Task InitializeAsync()
    {
        // The code was analysed when the solution was built.
        string[] apart = ["--artifacts-path", _folder.File("artifacts"), "-p:RunAnalyzers=false"];
        await DotnetCommand.RunAsync([.. Words("dotnet publish ", "out", Published), .. apart]);
        await DotnetCommand.RunAsync([.. Words("dotnet pack ", "packages", Packages), "ZiBai.Kestrel.sln", .. apart]);
    }

    /// <summary>What README.md has behind <c>dotnet</c>, with another folder.</summary>
    private static IEnumerable<string> Words(string command, string folder, string other) =>
        ReadmeText.Replaced(ReadmeText.Command(command), $" -o {folder}", $" -o {other}").Split(' ').Skip(1);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    /// <summary>The one package of that id, opened.</summary>
    public ZipArchive Open(string id) => ZipFile.OpenRead(Directory.GetFiles(Packages, $"{id}.*.nupkg").Single());

    /// <summary>An XML file inside a package, without its namespaces.</summary>
    public static XElement Read(ZipArchive package, string nameEnding)
    {
        using var stream = package.Entries.Single(entry => entry.FullName.EndsWith(nameEnding, StringComparison.Ordinal)).Open();
        var root = XElement.Load(stream);
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return root;
    }
}
