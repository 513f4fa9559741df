using ZiBai.Process.Tests.Packaging;

namespace ZiBai.Process.Tests.Readme;

/// <summary>A program of one's own, from the packages that README.md makes.</summary>
[Collection(nameof(BuiltPackages))]
public sealed class EmbeddingTests(BuiltPackages built) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [RunsCommand("dotnet nuget add source ")]
    [RunsCommand("dotnet add package ")]
    public async Task AProgramFindsThePackageAndServesItself()
    {
        await File.WriteAllTextAsync(_folder.File("NuGet.config"), "<configuration/>");
        var source = ReadmeText.Replaced(ReadmeText.Command("dotnet nuget add source "), "\"$PWD/packages\"", $"'{built.Packages}'");
        Directory.CreateDirectory(_folder.File("Site"));
        File.Copy(Path.Combine(BuiltApp.Repository, "samples", "SelfServing", "Program.cs"), _folder.File("Site/Program.cs"));
        await File.WriteAllTextAsync(_folder.File("Site/Site.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
            </Project>
            """);
        await UserShell.RunAsync(
            $"{source} --configfile '{_folder.File("NuGet.config")}'\ncd Site\n{ReadmeText.Command("dotnet add package ")}\ndotnet build -o '{_folder.File("built")}'",
            _folder.Path,
            []);

        await using var program = UserShell.Start($"exec dotnet '{_folder.File("built/Site.dll")}' -l 127.0.0.1:0", _folder.Path, []);
        await ZiBaiTool.WaitUntilReadyAsync(program);
        await using var client = await RawConnection.ConnectAsync(Assert.Single(ZiBaiTool.ListenAddresses(program)));
        Assert.Equal("Hello from my own program!\n", (await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n")).BodyText);
    }
}
