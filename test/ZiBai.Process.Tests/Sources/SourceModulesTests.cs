using ZiBai.Cli.Sources;
using ZiBai.Loading;

namespace ZiBai.Process.Tests.Sources;

public sealed class SourceModulesTests : IDisposable
{
    private static readonly ImportString _import = ImportString.Parse("app:App");

    private readonly TempFolder _folder = new();
    private readonly CountingCompiler _compiler = new();

    public SourceModulesTests() => File.WriteAllText(Source, Text.App("one"));

    private string Source => _folder.File("app.cs");

    [Fact]
    public void SecondStartOfAnUnchangedAppCompilesNothing()
    {
        string path;
        using (var first = Modules())
        {
            path = first.Build(_import, Source);
        }

        using var second = Modules();

        Assert.Equal(path, second.Build(_import, Source));
        Assert.Equal(1, _compiler.Count);
    }

    [Fact]
    public void ChangedAppIsCompiled()
    {
        using var modules = Modules();
        var before = modules.Build(_import, Source);

        File.WriteAllText(Source, Text.App("two"));

        Assert.NotEqual(before, modules.Build(_import, Source));
        Assert.Equal(2, _compiler.Count);
    }

    [Fact]
    public void DamagedEntryIsCompiledAnew()
    {
        using var modules = Modules();
        var path = modules.Build(_import, Source);
        File.WriteAllText(path, "damaged");

        Assert.Equal(path, modules.Build(_import, Source));
        Assert.Equal(2, _compiler.Count);
        Assert.NotEqual("damaged", File.ReadAllText(path));
    }

    [Fact]
    public void WithoutACacheItIsCompiledEachTimeAndGoneInTheEnd()
    {
        string path;
        using (var modules = new SourceModules(_compiler, cache: null, new ProjectBuild(System.Diagnostics.Process.Start!)))
        {
            path = modules.Build(_import, Source);
            Assert.True(File.Exists(path));
            modules.Build(_import, Source);
        }

        Assert.Equal(2, _compiler.Count);
        Assert.False(Directory.Exists(Path.GetDirectoryName(path)));
    }

    [Fact]
    public void WhereNothingCanBeKeptItIsCompiledAllTheSame()
    {
        File.WriteAllText(_folder.File("cache"), "a file");
        using var modules = Modules();

        Assert.True(File.Exists(modules.Build(_import, Source)));
    }

    [Fact]
    public void WhatWasCompiledIsPutBackWhereTheCacheWasEmptied()
    {
        using var modules = Modules();
        var path = modules.Build(_import, Source);
        var content = File.ReadAllBytes(path);
        Directory.Delete(_folder.File("cache"), recursive: true);

        modules.Restore(path);

        Assert.Equal(content, File.ReadAllBytes(path));
    }

    [Fact]
    public void ErrorsAreToldAndKeptNowhere()
    {
        File.WriteAllText(Source, Text.AppWithTypo);
        using var modules = Modules();

        for (var compiled = 1; compiled <= 2; compiled++)
        {
            var error = Assert.Throws<AppLoadException>(() => modules.Build(_import, Source));
            Assert.StartsWith($"'app:App' could not be compiled:{Environment.NewLine}{Source}(7,", error.Message, StringComparison.Ordinal);
            Assert.Equal((compiled, null), (_compiler.Count, error.InnerException));
        }
    }

    [Fact]
    public void CompilerThatFailsIsToldAsThat()
    {
        using var modules = new SourceModules(
            new CompilerProcess(static () => new("false") { UseShellExecute = false }, System.Diagnostics.Process.Start!),
            cache: null,
            new ProjectBuild(System.Diagnostics.Process.Start!));

        var error = Assert.Throws<AppLoadException>(() => modules.Build(_import, Source));

        Assert.Equal("'app:App' could not be compiled: the compiler's process ended with 1 before it was done.", error.Message);
    }

    [Fact]
    public void TakenFromTheCacheTheCompilerIsWarmedUpOnce()
    {
        using (var first = Modules())
        {
            first.Build(_import, Source);
        }

        using var modules = Modules();
        modules.ExpectChanges();
        modules.Build(_import, Source);
        Assert.Equal((1, true, false), (_compiler.Count, _compiler.Stays, _compiler.IsWarm));

        modules.WarmUp();
        modules.WarmUp();

        Assert.Equal((2, true), (_compiler.Count, _compiler.IsWarm));
    }

    [Fact]
    public void ACompilerThatHasJustCompiledIsWarm()
    {
        using var modules = Modules();
        modules.ExpectChanges();
        modules.Build(_import, Source);

        modules.WarmUp();

        Assert.Equal(1, _compiler.Count);
    }

    [Fact]
    public void WhereNothingWasCompiledNothingIsWarmedUp()
    {
        using var modules = Modules();

        modules.WarmUp();

        Assert.Equal(0, _compiler.Count);
    }

    [Fact]
    public void TheEndIsTheCompilersToo()
    {
        Modules().Dispose();

        Assert.True(_compiler.IsOver);
    }

    public void Dispose() => _folder.Dispose();

    private SourceModules Modules() =>
        new(_compiler, new CompileCache(_folder.File("cache"), TimeProvider.System), new ProjectBuild(System.Diagnostics.Process.Start!));

    private sealed class CountingCompiler : ICompiler
    {
        private readonly RoslynCompiler _compiler = new();

        public int Count { get; private set; }

        public bool IsWarm { get; private set; }

        public bool Stays { get; private set; }

        public bool IsOver { get; private set; }

        public void Stay() => Stays = true;

        public void GiveUp()
        {
        }

        public void Dispose() => IsOver = true;

        public CompileResult Compile(SourceSet sources)
        {
            Count++;
            IsWarm = Stays;
            return _compiler.Compile(sources);
        }
    }
}
