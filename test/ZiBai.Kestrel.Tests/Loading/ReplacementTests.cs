using System.Reflection.Metadata;
using ZiBai.Loading;
using ZiBai.Tests.Control.Unix;

namespace ZiBai.Tests.Loading;

/// <summary>What lies beside a module is used from there, and may be replaced in any way once the module is loaded.</summary>
public sealed class ReplacementTests : IDisposable
{
    private readonly Fixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("Dependent.dll", 0)]
    [InlineData("Dependent.dll", 100)]
    [InlineData("Greeting.dll", 0)]
    [InlineData("Serilog.dll", 0)]
    public async Task AMethodNotCalledBeforeRunsAfterTheFileWasOverwrittenInPlace(string file, int left)
    {
        _fixture.Copy("Dependent", _ => true);
        var loader = new AppLoader(_fixture.Folder);
        var greets = await loader.LoadAppAsync("Dependent:Greets", call: false);

        Overwrite(file, left);
        var version = await loader.LoadAppAsync("Dependent:SerilogVersion", call: false);

        Assert.Equal("200 OK: greetings", await Fixture.Serve(greets));
        Assert.Equal("200 OK: 99.0.0.0", await Fixture.Serve(version));
    }

    [Fact]
    public async Task ADependencyThatIsGoneAfterLoadingIsNotMissed()
    {
        _fixture.Copy("Dependent", _ => true);
        var version = await new AppLoader(_fixture.Folder).LoadAppAsync("Dependent:SerilogVersion", call: false);

        File.Delete(Path.Combine(_fixture.Folder, "Serilog.dll"));

        Assert.Equal("200 OK: 99.0.0.0", await Fixture.Serve(version));
    }

    [Theory]
    [InlineData("Dependent.dll", 0)]
    [InlineData("Dependent.dll", 2048)]
    [InlineData("Serilog.dll", 2048)]
    public async Task AFileOfWhichAPartIsWrittenIsRefusedByItsPath(string file, int left)
    {
        _fixture.Copy("Dependent", _ => true);
        Overwrite(file, left);

        var error = await Fixture.Refuses(new AppLoader(_fixture.Folder), "Dependent:Greets");

        Assert.Contains($"{Path.Combine(_fixture.Folder, file)} is not a .NET assembly: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppAndHookOfOneFileShareItsStaticsHoweverItIsNamed()
    {
        _fixture.Copy("Shapes", _ => true);
        Directory.CreateSymbolicLink(Path.Combine(_fixture.Folder, "current"), _fixture.Folder);
        var loader = new AppLoader(_fixture.Folder);
        var app = await loader.LoadAppAsync("Shapes:Hooks.Count", call: false);

        await loader.LoadHook("Shapes.dll:Plain")();
        await loader.LoadHook("current/Shapes:Plain")();
        await loader.LoadHook($"{Path.Combine(_fixture.Folder, "Shapes")}:Plain")();

        Assert.Equal(": 3", await Fixture.Serve(app));
    }

    [Fact]
    public async Task AStackTraceHasFileAndLine()
    {
        _fixture.Copy("Shapes", _ => true);

        Assert.Matches(@"at Shapes\.Hooks\.Throws\(\) in .*Hooks\.cs:line [0-9]+", await TraceAsync());
    }

    [Fact]
    public async Task SymbolsOfAnotherBuildGiveNoLines()
    {
        _fixture.Copy("Shapes", _ => true);
        var path = Path.Combine(_fixture.Folder, "Shapes.pdb");
        var symbols = await File.ReadAllBytesAsync(path);
        using (var reader = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols)))
        {
            symbols[reader.GetMetadataReader().DebugMetadataHeader!.IdStartOffset] ^= 1;
        }

        await File.WriteAllBytesAsync(path, symbols);

        var trace = await TraceAsync();

        Assert.Contains("at Shapes.Hooks.Throws()", trace, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"Throws\(\) in ", trace);
    }

    [Fact]
    public async Task ASatelliteAssemblyIsFound()
    {
        var app = await Fixture.Shapes().LoadAppAsync("Shapes:French", call: false);

        Assert.Equal("200 OK: salutations", await Fixture.Serve(app));
    }

    [UnixOnlyFact]
    public async Task ANativeLibraryBesideTheModuleIsFound()
    {
        _fixture.Copy("Shapes", _ => true);
        var library = Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libSystem.Native.*").Single();
        File.Copy(library, Path.Combine(_fixture.Folder, "libbeside" + Path.GetExtension(library)));

        var app = await new AppLoader(_fixture.Folder).LoadAppAsync("Shapes:NativePid", call: false);

        Assert.Equal($"200 OK: {Environment.ProcessId}", await Fixture.Serve(app));
    }

    // The same file, which whoever has mapped it sees change.
    private void Overwrite(string name, int left)
    {
        var path = Path.Combine(_fixture.Folder, name);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..left]);
    }

    private async Task<string> TraceAsync()
    {
        var hook = new AppLoader(_fixture.Folder).LoadHook("Shapes:Hooks.Throws");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await hook());
        return error.StackTrace!;
    }
}
