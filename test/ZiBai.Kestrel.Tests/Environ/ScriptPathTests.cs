using ZiBai.Environ;

namespace ZiBai.Tests.Environ;

public sealed class ScriptPathTests
{
    [Theory]
    [InlineData("/page", "", "/page")]
    [InlineData("/app/page", "/app", "/page")]
    [InlineData("/app/", "/app", "/")]
    [InlineData("/app", "/app", "")]
    [InlineData("/a/b/c", "/a/b", "/c")]
    public void ThePathAfterTheScriptNameIsGiven(string path, string scriptName, string expected) =>
        Assert.Equal(expected, ScriptPath.PathInfo(path, scriptName));

    [Theory]
    [InlineData("/application", "/app")]
    [InlineData("/other", "/app")]
    [InlineData("/APP/page", "/app")]
    [InlineData("/", "/app")]
    [InlineData("*", "/app")]
    public void APathThatIsNotUnderTheScriptNameIsGivenWhole(string path, string scriptName) =>
        Assert.Equal(path, ScriptPath.PathInfo(path, scriptName));

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("/", "")]
    [InlineData("/app/", "/app")]
    [InlineData("/app", "/app")]
    public void AScriptNameHasNoTrailingSlash(string? given, string expected) => Assert.Equal(expected, ScriptPath.Normalise(given));
}
