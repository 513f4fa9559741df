using ZiBai.Loading;

namespace ZiBai.Tests.Loading;

public sealed class ModuleFinderTests : IDisposable
{
    private readonly Fixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void ANameIsADllOfTheAppDirectory()
    {
        _fixture.Put("hello.dll");

        Assert.EndsWith("hello.dll", Find("hello:App").Path, StringComparison.Ordinal);
    }

    [Fact]
    public void DotsArePartOfTheName()
    {
        _fixture.Put("my.web.app.dll");

        Assert.EndsWith("my.web.app.dll", Find("my.web.app:App").Path, StringComparison.Ordinal);
    }

    [Fact]
    public void APathIsTakenFromTheAppDirectory()
    {
        Directory.CreateDirectory(Path.Combine(_fixture.Folder, "out"));
        _fixture.Put("out/hello.dll");

        Assert.EndsWith(Path.Combine("out", "hello.dll"), Find("out/hello.dll:App").Path, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAbsolutePathIsTakenAsItIs()
    {
        _fixture.Put("hello.dll");
        var elsewhere = new ModuleFinder(Path.GetTempPath());

        var found = elsewhere.Find(ImportString.Parse(Path.Combine(_fixture.Folder, "hello.dll") + ":App"));

        Assert.EndsWith("hello.dll", found.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void TheDllComesBeforeTheSource()
    {
        _fixture.Put("hello.cs");
        _fixture.Put("hello.dll");

        Assert.EndsWith("hello.dll", Find("hello:App").Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello.cs", "hello")]
    [InlineData("hello.cs", "hello.cs")]
    [InlineData("hello.csproj", "hello")]
    [InlineData("hello/hello.csproj", "hello")]
    [InlineData("hello/Anything.cs", "hello")]
    public void SourceIsFoundAsSource(string file, string module)
    {
        Directory.CreateDirectory(Path.Combine(_fixture.Folder, Path.GetDirectoryName(file)!));
        _fixture.Put(file);

        var found = Find(module + ":App");

        var source = file == "hello/Anything.cs" ? "hello/" : file;
        Assert.Equal(new ModuleLocation(null, null, Path.GetFullPath(source, _fixture.Folder)), found);
    }

    [Fact]
    public void AFileComesBeforeALoadedAssembly()
    {
        _fixture.Put("ZiBai.Kestrel.Tests.dll");

        Assert.NotNull(Find("ZiBai.Kestrel.Tests:App").Path);
    }

    [Fact]
    public void ALoadedAssemblyIsFoundByItsSimpleName() =>
        Assert.Same(typeof(ModuleFinderTests).Assembly, Find("ZiBai.Kestrel.Tests:App").Assembly);

    [Fact]
    public void TheFileOfALoadedAssemblyIsThatAssembly() =>
        Assert.Same(typeof(ModuleFinderTests).Assembly, Find(typeof(ModuleFinderTests).Assembly.Location + ":App").Assembly);

    [Fact]
    public void ALinkToTheFileOfALoadedAssemblyIsThatAssembly()
    {
        var link = Path.Combine(_fixture.Folder, "current");
        Directory.CreateSymbolicLink(link, AppContext.BaseDirectory);

        Assert.Same(typeof(ModuleFinderTests).Assembly, Find("current/ZiBai.Kestrel.Tests.dll:App").Assembly);
    }

    [Fact]
    public void AMissNamesEveryPathTried()
    {
        var error = Assert.Throws<AppLoadException>(() => Find("nowhere:App"));

        Assert.Contains(
            $"Looked in {_fixture.Folder} for nowhere.dll, nowhere.cs, nowhere.csproj, nowhere/nowhere.csproj, nowhere/*.cs, then for a loaded assembly",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AMissSuggestsTheNearestModule()
    {
        _fixture.Put("hello.dll");
        _fixture.Put("other.dll");

        var error = Assert.Throws<AppLoadException>(() => Find("helo:App"));

        Assert.Contains("Did you mean hello?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsMissingIsAllThatWasLookedFor()
    {
        _fixture.Put("hello.dll");

        var error = Assert.Throws<AppLoadException>(() => Find("helo.cs:App"));

        Assert.Contains($"Looked in {_fixture.Folder} for helo.cs, then for a loaded assembly", error.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean hello?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissWithNothingNearListsTheModules()
    {
        _fixture.Put("hello.dll");
        _fixture.Put("other.dll");
        _fixture.Put("ZiBai.Abstractions.dll");

        var error = Assert.Throws<AppLoadException>(() => Find("quixotic:App"));

        Assert.Contains("What exists: hello, other.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingAppDirectoryIsTheError()
    {
        var finder = new ModuleFinder(Path.Combine(_fixture.Folder, "gone"));

        var error = Assert.Throws<AppLoadException>(() => finder.Find(ImportString.Parse("hello:App")));

        Assert.Contains("does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheRunningProgramIsItselfEvenBesideItsOwnSource()
    {
        var program = System.Reflection.Assembly.GetEntryAssembly()!;
        var name = program.GetName().Name!;
        File.WriteAllText(Path.Combine(_fixture.Folder, name + ".csproj"), "<Project />");

        Assert.Same(program, Find(name + ":App").Assembly);
    }

    private ModuleLocation Find(string importString) => new ModuleFinder(_fixture.Folder).Find(ImportString.Parse(importString));
}
