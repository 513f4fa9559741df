using System.Reflection;
using System.Reflection.PortableExecutable;
using ZiBai.Process.Tests.Readme;
using ZiBai.Process.Tests.Samples;

namespace ZiBai.Process.Tests.Packaging;

[Collection(nameof(BuiltPackages))]
public sealed class PackagingTests(BuiltPackages built)
{
    private static readonly string _version = typeof(ZiBaiServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion;

    private static readonly Dictionary<string, string?> _environment = new() { ["DOTNET_ROOT"] = BuiltProgram.DotnetRoot };

    [Fact]
    [RunsCommand("dotnet publish ")]
    public async Task ThePublishedToolServesFromAnyDirectory()
    {
        using var elsewhere = new TempFolder();
        var program = Path.Combine(built.Published, Executable);
        await using var tool = ChildProcess.Start(
            program,
            ["hello:App", "--app-dir", BuiltApp.Folder("hello"), "-l", "127.0.0.1:0"],
            _environment,
            elsewhere.Path);
        await ZiBaiTool.WaitUntilReadyAsync(tool);
        await using var client = await RawConnection.ConnectAsync(ZiBaiTool.ListenAddresses(tool)[0]);
        var response = await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n");

        Assert.Equal((200, "Hello World!"), (response.StatusCode, response.BodyText));
    }

    /// <summary>Its packages are compiled ahead, too: a start loads them, and the compiler most of all.</summary>
    [Theory]
    [InlineData("zibai.dll")]
    [InlineData("ZiBai.Kestrel.dll")]
    [InlineData("Serilog.dll")]
    [InlineData("Microsoft.CodeAnalysis.CSharp.dll")]
    public void ThePublishedToolIsCompiledAhead(string assembly)
    {
        using var image = new PEReader(File.OpenRead(Path.Combine(built.Published, assembly)));

        Assert.NotEqual(0, image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
    }

    [Fact]
    public void ThePackedToolRunsOnEveryPlatform()
    {
        using var package = built.Open("zibai");
        using var content = new MemoryStream();
        using (var packed = package.GetEntry("tools/net10.0/any/zibai.dll")!.Open())
        {
            packed.CopyTo(content);
        }

        content.Position = 0;
        using var image = new PEReader(content);
        Assert.Equal(0, image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
    }

    [Fact]
    [RunsCommand("dotnet pack ")]
    public void PackingGivesTheToolAndTheTwoLibraries() => Assert.Equal(
        [$"ZiBai.Abstractions.{_version}.nupkg", $"ZiBai.Kestrel.{_version}.nupkg", $"zibai.{_version}.nupkg"],
        Directory.GetFiles(built.Packages).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void TheToolsCommandIsZibai()
    {
        using var package = built.Open("zibai");
        var command = BuiltPackages.Read(package, "/DotnetToolSettings.xml").Descendants("Command").Single();

        Assert.Equal(("zibai", "zibai.dll"), (command.Attribute("Name")!.Value, command.Attribute("EntryPoint")!.Value));
    }

    [Fact]
    public void AbstractionsDependOnNothing()
    {
        using var package = built.Open("ZiBai.Abstractions");
        var metadata = BuiltPackages.Read(package, ".nuspec");

        Assert.Empty(metadata.Descendants("dependency"));
        Assert.Empty(metadata.Descendants("frameworkReference"));
        Assert.Contains(package.Entries, entry => entry.FullName == "lib/net10.0/ZiBai.Abstractions.xml");
    }

    [Fact]
    public void TheServerDependsOnWhatTheReadmeSays()
    {
        using var package = built.Open("ZiBai.Kestrel");
        var metadata = BuiltPackages.Read(package, ".nuspec");

        Assert.Equal(
            ["Serilog.AspNetCore", "Serilog.Expressions", "System.CommandLine", "ZiBai.Abstractions"],
            metadata.Descendants("dependency").Select(dependency => dependency.Attribute("id")!.Value).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["Microsoft.AspNetCore.App"],
            metadata.Descendants("frameworkReference").Select(reference => reference.Attribute("name")!.Value));
    }

    [Theory]
    [InlineData("zibai")]
    [InlineData("ZiBai.Abstractions")]
    [InlineData("ZiBai.Kestrel")]
    public void EveryPackageSaysWhatItIs(string id)
    {
        using var package = built.Open(id);
        var metadata = BuiltPackages.Read(package, ".nuspec");

        Assert.Equal("MIT", metadata.Descendants("license").Single().Value);
        Assert.Equal("README.md", metadata.Descendants("readme").Single().Value);
        Assert.NotEmpty(metadata.Descendants("description").Single().Value);
        Assert.Contains(package.Entries, entry => entry.FullName == "README.md");
    }

    [Fact]
    [RunsCommand("dotnet tool install ")]
    public async Task TheToolInstallsWithoutAnyOtherSource()
    {
        await DotnetCommand.RunAsync(
            [
                .. ReadmeText.Replaced(ReadmeText.Command("dotnet tool install "), "--tool-path tools", $"--tool-path {built.Tools}").Split(' ').Skip(1),
                "--source", built.Packages, "--version", _version,
            ],
            new Dictionary<string, string?> { ["NUGET_PACKAGES"] = built.Cache });
        await using var tool = ChildProcess.Start(Path.Combine(built.Tools, Executable), ["--version"], _environment);

        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Equal($"zibai {_version}", tool.Stdout);
    }

    private static string Executable => OperatingSystem.IsWindows() ? "zibai.exe" : "zibai";
}
