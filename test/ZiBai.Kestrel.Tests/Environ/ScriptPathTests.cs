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
    [InlineData("", "", "")]
    [InlineData("", "/app", "/app")]
    [InlineData("/site", "", "/site")]
    [InlineData("/site/", "", "/site")]
    public void APathThatAPipelineSplitOffIsTheScriptName(string pathBase, string scriptName, string expected) =>
        Assert.Equal(expected, ScriptPath.ScriptName(pathBase, scriptName));

    [Theory]
    [InlineData("", 0, "")]
    [InlineData("/", 0, "")]
    [InlineData("/a/b", 0, "")]
    [InlineData("/a/b", 1, "/a")]
    [InlineData("/a/b", 2, "/a/b")]
    [InlineData("/a/b/", 2, "/a/b")]
    [InlineData("/a//b", 1, "/a")]
    [InlineData("/a//b", 2, "/a/")]
    [InlineData("/a", 1, "/a")]
    [InlineData("/a", 2, "/a")]
    [InlineData("", 1, "")]
    public void TheFirstSegmentsOfAPathAreCounted(string path, int segments, string expected) =>
        Assert.Equal(expected, path[..ScriptPath.LengthOf(path, segments)]);

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("/", "")]
    [InlineData("/app/", "/app")]
    [InlineData("/app", "/app")]
    public void AScriptNameHasNoTrailingSlash(string? given, string expected) => Assert.Equal(expected, ScriptPath.Normalise(given));
}
