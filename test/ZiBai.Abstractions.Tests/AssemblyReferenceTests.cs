namespace ZiBai.Tests;

public sealed class AssemblyReferenceTests
{
    [Fact]
    public void TheLibraryRefersToTheBaseClassLibraryAlone()
    {
        var baseLibrary = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

        Assert.All(
            typeof(EnvironKeys).Assembly.GetReferencedAssemblies(),
            reference => Assert.True(File.Exists(Path.Combine(baseLibrary, reference.Name + ".dll")), $"{reference.Name} is not part of it."));
    }
}
