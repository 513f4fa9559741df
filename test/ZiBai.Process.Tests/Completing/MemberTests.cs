using ZiBai.Cli.Completion;
using ZiBai.Loading;

namespace ZiBai.Process.Tests.Completing;

/// <summary>What may follow the colon, whether the module is source or an assembly.</summary>
public sealed class MemberTests : IDisposable
{
    private static readonly byte[] _shop = Shop.Compile(Shop.Text);

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("app", "", "App", "Callable", "Deep", "Held", "Later", "OfOtherPart", "Outer.OfNoStaticClass", "Plain", "Property", "Site.Both", "Streamed")]
    [InlineData("app", "P", "Plain", "Property")]
    [InlineData("app", "Site.P", "Site.Plain", "Site.Property")]
    [InlineData("app", "S", "Site.App", "Site.Both", "Site.Held", "Site.Later", "Site.OfOtherPart", "Site.Plain", "Site.Property", "Streamed")]
    [InlineData("app", "Things.ForSale.Site.A", "Things.ForSale.Site.App")]
    [InlineData("app", "Things.ForSale.C", "Things.ForSale.Callable")]
    [InlineData("app", "Outer.Inner.", "Outer.Inner.Deep")]
    [InlineData("app", "prop", "Property")]
    [InlineData("app", "No")]
    [InlineData("factory", "", "HeldFactory", "Make", "MakeLater")]
    [InlineData("hook", "", "Close", "CloseLater", "MakeLater", "Open", "OpenLater", "OpenSoon")]
    public async Task MembersThatFitAreOffered(string kind, string begin, params string[] expected)
    {
        var wanted = Enum.Parse<ImportKind>(kind, ignoreCase: true);
        Put("source.cs", Shop.Text);
        File.WriteAllBytes(_folder.File("built.dll"), _shop);

        Assert.Equal(expected.Select(static name => $"source:{name}"), Complete($"source:{begin}", wanted));
        Assert.Equal(expected.Select(static name => $"built:{name}"), Complete($"built:{begin}", wanted));
        foreach (var name in expected)
        {
            await AssertLoadedAsync($"built:{name}", wanted);
        }
    }

    [Fact]
    public void FolderIsCompletedWithAllItsFiles()
    {
        Put("site/a.cs", "global using Environ = System.Collections.Generic.IDictionary<string, object?>;");
        Put("site/below/b.cs", "public static class One { public static IEnumerable<byte[]> First(Environ e, StartResponse s) => []; }");
        Put("site/obj/c.cs", Sources.Text.App("made by a build"));

        Assert.Equal(["site:First"], Complete("site:"));
    }

    [Fact]
    public void ProjectIsCompletedWithTheFilesOfItsFolder()
    {
        Put("site/site.csproj", "");
        Put("site/App.cs", Sources.Text.App("one"));

        Assert.Equal(["site:App"], Complete("site:"));
        Assert.Equal(["site/site.csproj:App"], Complete("site/site.csproj:"));
    }

    [Fact]
    public void PathIsCompleted()
    {
        Put("below/app.cs", Sources.Text.App("one"));

        Assert.Equal(["below/app.cs:App"], Complete("below/app.cs:"));
        Assert.Equal([$"{_folder.Path}/below/app:Words.App"], Complete($"{_folder.Path}/below/app:W"));
    }

    [Fact]
    public void AssemblyIsMeantBeforeSource()
    {
        Put("app.cs", Sources.Text.App("one"));
        File.WriteAllBytes(_folder.File("app.dll"), Shop.Compile("public static class Built { public static void Start() { } }"));

        Assert.Equal(["app:Start"], Complete("app:", ImportKind.Hook));
        Assert.Equal([], Complete("app:"));
    }

    [Fact]
    public void ClassThatIsNotPublicIsOfferedWhereNothingElseIs()
    {
        Put("app.cs", Sources.Text.App("one").Replace("public static class", "static class", StringComparison.Ordinal));

        Assert.Equal(["app:Words.App"], Complete("app:"));
    }

    [Fact]
    public void SimpleNameOfTwoTypesIsGivenInFull()
    {
        Put("app.cs", """
            namespace One { public class Site { public static WsgiApp App; } }
            namespace Two { public class Site { public static WsgiApp App; } }
            """);

        Assert.Equal(["app:One.Site.App", "app:Two.Site.App"], Complete("app:"));
    }

    [Fact]
    public void CodeForThisFrameworkIsSeen()
    {
        Put("app.cs", "#if NET10_0_OR_GREATER\n" + Sources.Text.App("one") + "\n#endif\n#if DEBUG\npublic static class Two { public static WsgiApp Two; }\n#endif\n");

        Assert.Equal(["app:App"], Complete("app:"));
    }

    public void Dispose() => _folder.Dispose();

    private void Put(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllText(_folder.File(name), text);
    }

    private IReadOnlyList<string> Complete(string typed, ImportKind kind = ImportKind.App) => ImportCompletion.Of(kind, _folder.Path, typed);

    private async Task AssertLoadedAsync(string import, ImportKind kind)
    {
        var loader = new AppLoader(_folder.Path);
        if (kind == ImportKind.Hook)
        {
            Assert.NotNull(loader.LoadHook(import));
        }
        else
        {
            Assert.NotNull(await loader.LoadAppAsync(import, call: kind == ImportKind.Factory));
        }
    }
}
