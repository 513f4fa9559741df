using ZiBai.Loading;

namespace ZiBai.Tests.Loading;

public sealed class ImportStringTests
{
    [Theory]
    [InlineData("hello:App", "hello", "App")]
    [InlineData("my.web.app:Hello.App", "my.web.app", "Hello.App")]
    [InlineData(@"C:\apps\hello.dll:App", @"C:\apps\hello.dll", "App")]
    [InlineData("/srv/a:b/hello.dll:App", "/srv/a:b/hello.dll", "App")]
    public void SplitsAtTheLastColon(string text, string module, string attribute)
    {
        var import = ImportString.Parse(text);

        Assert.Equal((module, attribute), (import.Module, import.Attribute));
    }

    [Theory]
    [InlineData("hello", "has no ':attribute'")]
    [InlineData(@"C:\apps\hello.dll", "has no ':attribute'")]
    [InlineData(":App", "names no module before ':'")]
    [InlineData("hello:", "names no attribute after ':'")]
    [InlineData("hello:Hello..App", "empty name among the dots")]
    [InlineData("", "has no ':attribute'")]
    public void AMissingPartIsNamed(string text, string expected)
    {
        var error = Assert.Throws<AppLoadException>(() => ImportString.Parse(text));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("Write module:attribute", error.Message, StringComparison.Ordinal);
        Assert.Equal(text, error.ImportString);
    }
}
