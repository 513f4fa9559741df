using ZiBai.Control;
using ZiBai.Tests.Loading;
using ZiBai.Worker;

namespace ZiBai.Tests.Worker;

/// <summary>What a supervisor has built for its workers.</summary>
public sealed class AppSourcesTests : IDisposable
{
    private readonly Fixture _fixture = new();
    private readonly FakeSources _modules;
    private string? _error;

    public AppSourcesTests() => _modules = new FakeSources(source =>
        _error is null ? source + ".dll" : throw new AppLoadException("hello:App", _error));

    [Fact]
    public void AnAssemblyIsNothingToBuild()
    {
        _fixture.Put("hello.dll");

        Assert.Null(Sources().BuildAsync());
    }

    [Fact]
    public void AModuleThatIsNotThereIsForWorkersToTell() => Assert.Null(Sources().BuildAsync());

    [Fact]
    public async Task AppAndHooksOfOneModuleAreBuiltOnce()
    {
        _fixture.Put("hello.cs");
        _fixture.Put("hooks.cs");
        var sources = Sources(new ZiBaiOptions { App = "hello:App", BeforeServe = "hello:Before", BeforeDied = "hooks:Died" });

        Assert.Null(await sources.BuildAsync()!);

        Assert.Equal([File("hello.cs"), File("hooks.cs")], _modules.Built);
        Assert.Equal(new BuiltModule(File("hello.cs"), File("hello.cs.dll")), sources.Built["hello"]);
        Assert.Equal(new BuiltModule(File("hooks.cs"), File("hooks.cs.dll")), sources.Built["hooks"]);
    }

    [Fact]
    public async Task WhatCannotBeBuiltIsToldAndLeavesWhatWasBuiltBefore()
    {
        _fixture.Put("hello.cs");
        var sources = Sources();
        await sources.BuildAsync()!;
        var before = sources.Built;

        _error = $"first line{Environment.NewLine}second{Environment.NewLine}third";
        var failure = await sources.BuildAsync()!;

        Assert.Equal(new StartFailed(ExitCode.CannotLoad, "first line", $"second{Environment.NewLine}third"), failure);
        Assert.Same(before, sources.Built);
    }

    [Fact]
    public async Task SourceThatHasGoneIsToldAndLeavesWhatWasBuiltBefore()
    {
        _fixture.Put("hello.cs");
        var sources = Sources();
        await sources.BuildAsync()!;

        System.IO.File.Delete(File("hello.cs"));
        var failure = await sources.BuildAsync()!;

        Assert.StartsWith("No module 'hello'.", failure!.Reason, StringComparison.Ordinal);
        Assert.Single(sources.Built);
    }

    [Fact]
    public async Task AnAssemblyThatHasComeIsTakenInPlaceOfTheSource()
    {
        _fixture.Put("hello.cs");
        var sources = Sources();
        await sources.BuildAsync()!;

        _fixture.Put("hello.dll");
        Assert.Null(await sources.BuildAsync()!);

        Assert.Empty(sources.Built);
        Assert.Null(sources.BuildAsync());
    }

    [Fact]
    public async Task WhoAsksForWhatWasBuiltFindsItThere()
    {
        _fixture.Put("hello.cs");
        var sources = Sources();
        await sources.BuildAsync()!;

        _ = sources.Built;

        Assert.Equal([File("hello.cs.dll")], _modules.Restored);
    }

    [Theory]
    [InlineData(null, false, 0)]
    [InlineData("*.cs", true, 1)]
    public async Task OnlyWhereChangesAreWatchedForTheyAreExpected(string? watched, bool expected, int warmUps)
    {
        _fixture.Put("hello.cs");
        var sources = Sources(new ZiBaiOptions { App = "hello:App", Watchfiles = watched });

        await sources.BuildAsync()!;
        Assert.Equal((expected, 0), _modules.Changes);
        sources.WarmUp();

        Assert.Equal((expected, warmUps), _modules.Changes);
    }

    [Fact]
    public void WhereNothingIsSourceNothingIsWarmedUp()
    {
        Sources(new ZiBaiOptions { App = "hello:App", Watchfiles = "*.dll" }).WarmUp();

        Assert.Equal((false, 0), _modules.Changes);
    }

    public void Dispose() => _fixture.Dispose();

    private string File(string name) => Path.Combine(_fixture.Folder, name);

    private AppSources Sources(ZiBaiOptions? options = null) =>
        new((options ?? new ZiBaiOptions { App = "hello:App" }) with { AppDir = _fixture.Folder }, _modules);
}
