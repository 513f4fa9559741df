using ZiBai.Cli.Sources;

namespace ZiBai.Process.Tests.Sources;

public sealed class CompileKeyTests
{
    private static readonly SourceFile _a = new("/src/a.cs", "a"u8.ToArray());
    private static readonly SourceFile _b = new("/src/b.cs", "b"u8.ToArray());

    private static readonly string _key = CompileKey.Of(new SourceSet("app", [_a, _b]));

    [Fact]
    public void SameSourcesHaveTheSameKey() => Assert.Equal(
        _key, CompileKey.Of(new SourceSet("app", [new SourceFile("/src/a.cs", "a"u8.ToArray()), _b])));

    [Fact]
    public void KeyIsANameForAFile() => Assert.Matches("^[0-9a-f]{32}$", _key);

    [Fact]
    public void WhateverIsAnotherHasAnotherKey()
    {
        SourceSet[] others =
        [
            new("app2", [_a, _b]),
            new("app", [_a, _b], IsOptimized: false),
            new("app", [_a]),
            new("app", [_a, _b with { Content = "c"u8.ToArray() }]),
            new("app", [_a, _b with { Path = "/src/c.cs" }]),
            new("app", [_a with { Content = _b.Content }, _b with { Content = _a.Content }]),
            new("app", [_a with { Path = "/src/a.c", Content = "sa"u8.ToArray() }, _b]),
        ];

        Assert.Distinct(others.Select(CompileKey.Of).Append(_key));
    }

    [Fact]
    public void FrameworksAndTheLibraryThatAppsSeeArePartOfIt()
    {
        string[] identities = [.. AppReferences.Identities()];

        Assert.Contains(typeof(WsgiApp).Module.ModuleVersionId.ToString(), identities);
        Assert.Contains(identities, static each => each.Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal));
        Assert.Contains(identities, static each => each.Contains("Microsoft.NETCore.App", StringComparison.Ordinal));
    }
}
