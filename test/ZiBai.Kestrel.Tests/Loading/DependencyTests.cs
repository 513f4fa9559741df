using ZiBai.Loading;

namespace ZiBai.Tests.Loading;

public sealed class DependencyTests : IDisposable
{
    private readonly Fixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task ADependencyComesFromTheModulesFolder()
    {
        var app = await new AppLoader(Fixture.Built("Dependent")).LoadAppAsync("Dependent:Greets", call: false);

        Assert.Equal("200 OK: greetings", await Fixture.Serve(app));
    }

    [Fact]
    public async Task ADependencyTheHostHasInAnotherVersionIsTheAppsOwn()
    {
        var app = await new AppLoader(Fixture.Built("Dependent")).LoadAppAsync("Dependent:SerilogVersion", call: false);

        Assert.Equal("200 OK: 99.0.0.0", await Fixture.Serve(app));
        Assert.NotEqual(99, typeof(Serilog.ILogger).Assembly.GetName().Version!.Major);
    }

    [Fact]
    public async Task TheContractIsTheHostsAlthoughTheAppBringsACopy()
    {
        Assert.True(File.Exists(Path.Combine(Fixture.Built("Shapes"), "ZiBai.Abstractions.dll")));

        var app = await Fixture.Shapes().LoadAppAsync("Shapes:Chunks", call: false);

        Assert.Same(typeof(StartResponse), app.Sync!.Method.GetParameters()[1].ParameterType);
    }

    [Fact]
    public async Task WithoutDepsJsonDependenciesAreFoundBesideTheDll()
    {
        _fixture.Copy("Dependent", file => file.EndsWith(".dll", StringComparison.Ordinal));

        var app = await new AppLoader(_fixture.Folder).LoadAppAsync("Dependent:Greets", call: false);

        Assert.Equal("200 OK: greetings", await Fixture.Serve(app));
    }

    [Theory]
    [InlineData("Apps.SerilogVersion")]
    [InlineData("SerilogVersion")]
    public async Task ATypeWithoutItsDependencyDoesNotTakeTheOthersWithIt(string attribute)
    {
        _fixture.Copy("Dependent", file => file is not "Greeting.dll");

        var app = await new AppLoader(_fixture.Folder).LoadAppAsync($"Dependent:{attribute}", call: false);

        Assert.Equal("200 OK: 99.0.0.0", await Fixture.Serve(app));
    }

    [Fact]
    public async Task AMissTellsOfTheTypesThatCouldNotBeLoaded()
    {
        _fixture.Copy("Dependent", file => file is not "Greeting.dll");

        var error = await Fixture.Refuses(new AppLoader(_fixture.Folder), "Dependent:LoudGreeter");

        Assert.Contains("Some of its types could not be loaded", error.Message, StringComparison.Ordinal);
        Assert.Contains("Greeting", error.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet publish", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.InnerException);
    }

    [Fact]
    public async Task AMemberWithoutItsDependencyIsAClearError()
    {
        _fixture.Copy("Dependent", file => file is not "Greeting.dll");

        var error = await Fixture.Refuses(new AppLoader(_fixture.Folder), "Dependent:Shouting.Shout");

        Assert.Contains("Greeting", error.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet publish", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatIsNoAssemblyIsToldSo()
    {
        _fixture.Put("hello.dll", "not an assembly");

        var error = await Fixture.Refuses(new AppLoader(_fixture.Folder), "hello:App");

        Assert.Contains("is not a .NET assembly", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProgramThatServesItselfIsNotLoadedTwice()
    {
        var app = await new AppLoader(_fixture.Folder).LoadAppAsync("ZiBai.Kestrel.Tests:SelfServing.App", call: false);

        Assert.Same(typeof(SelfServing), app.Sync!.Method.DeclaringType);
    }
}

public static class SelfServing
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse) => [];
}
