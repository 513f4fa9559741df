using ZiBai.Control;
using ZiBai.Loading;

namespace ZiBai.Tests.Loading;

/// <summary>Modules that are source, as the loader sees them.</summary>
public sealed class SourceTests : IDisposable
{
    private static readonly string _plain = Path.Combine(Fixture.Built("Plain"), "Plain.dll");

    private readonly Fixture _fixture = new();
    private readonly FakeSources _sources = new(static _ => _plain);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task WhatIsBuiltOfSourceIsLoaded()
    {
        _fixture.Put("hello.cs");

        var app = await new AppLoader(_fixture.Folder, _sources).LoadAppAsync("hello:App", call: false);

        Assert.StartsWith("200 OK: ", await Fixture.Serve(app), StringComparison.Ordinal);
        Assert.Equal([Path.Combine(_fixture.Folder, "hello.cs")], _sources.Built);
    }

    [Fact]
    public async Task OneSourceIsBuiltOnceHoweverManyOfItAreLoaded()
    {
        _fixture.Put("hello.cs");
        var loader = new AppLoader(_fixture.Folder, _sources);

        await loader.LoadAppAsync("hello:App", call: false);
        await loader.LoadAppAsync("hello.cs:App", call: false);

        Assert.Single(_sources.Built);
    }

    [Fact]
    public async Task AMissNamesTheSourceAndNotWhatWasBuiltOfIt()
    {
        _fixture.Put("hello.cs");

        var error = await Fixture.Refuses(new AppLoader(_fixture.Folder, _sources), "hello:Nothing");

        Assert.Contains(Path.Combine(_fixture.Folder, "hello.cs"), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Plain.dll", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProgramThatBuildsNothingSaysWhoDoes()
    {
        _fixture.Put("hello.cs");

        var error = await Fixture.Refuses(new AppLoader(_fixture.Folder), "hello:App");

        Assert.Contains("apps from source need the zibai command", error.Message, StringComparison.Ordinal);
        Assert.Contains("'zibai hello:App'", error.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet build", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWorkerLoadsWhatItsSupervisorHasBuiltAlsoWhenTheSourceIsGone()
    {
        var built = new Dictionary<string, BuiltModule> { ["hello"] = new("/gone/hello.cs", _plain) };

        var app = await new AppLoader(_fixture.Folder, built: built).LoadAppAsync("hello:App", call: false);

        Assert.StartsWith("200 OK: ", await Fixture.Serve(app), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWorkerBuildsNothingItself()
    {
        _fixture.Put("hello.cs");

        var error = await Fixture.Refuses(new AppLoader(_fixture.Folder, built: new Dictionary<string, BuiltModule>()), "hello:App");

        Assert.Contains("that the supervisor has not built", error.Message, StringComparison.Ordinal);
        Assert.Contains("SIGHUP", error.Message, StringComparison.Ordinal);
    }
}
