using System.Xml.Linq;

namespace ZiBai.Tests.Architecture;

/// <summary>The arrows between the assemblies: the tool uses the server, the server uses what apps see, and that uses the base library.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void TheServerUsesWhatAppsSeeAndNotTheTool()
    {
        string?[] references = [.. typeof(ZiBaiServer).Assembly.GetReferencedAssemblies().Select(static name => name.Name)];

        Assert.Contains("ZiBai.Abstractions", references);
        Assert.DoesNotContain("zibai", references);
    }

    [Fact]
    public void WhatAppsSeeUsesTheBaseLibraryAlone()
    {
        var baseLibrary = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

        Assert.All(
            typeof(WsgiApp).Assembly.GetReferencedAssemblies(),
            reference => Assert.True(File.Exists(Path.Combine(baseLibrary, reference.Name + ".dll")), $"{reference.Name} is not part of it."));
    }

    [Fact]
    public void TheToolUsesTheServer() => Assert.Contains("ZiBai.Kestrel", ProjectReferences("ZiBai.Cli"));

    [Fact]
    public void TheServersProjectNamesWhatAppsSeeAlone() => Assert.Equal(["ZiBai.Abstractions"], ProjectReferences("ZiBai.Kestrel"));

    [Fact]
    public void TheProjectThatAppsSeeNamesNothing()
    {
        var project = Project("ZiBai.Abstractions");

        Assert.Empty(project.Descendants("ProjectReference"));
        Assert.Empty(project.Descendants("PackageReference"));
        Assert.Empty(project.Descendants("FrameworkReference"));
    }

    private static string[] ProjectReferences(string project) =>
    [
        .. Project(project).Descendants("ProjectReference")
            .Select(static reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/'))),
    ];

    private static XDocument Project(string name) => XDocument.Load(Path.Combine(Sources.Root, "src", name, name + ".csproj"));
}
