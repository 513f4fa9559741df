using ZiBai.Process.Tests.Supervision;

namespace ZiBai.Process.Tests.Sources;

/// <summary>An app from source that is changed while it is served, as its author sees it.</summary>
public sealed class ReloadTests : IDisposable
{
    private readonly SourceApp _app = new(Text.App("one"));

    [Fact]
    public async Task OnceAReloadIsToldTheNextRequestSeesTheNewCode()
    {
        await using var server = await StartAsync("-p 2 --watchfiles *.cs;.env");

        for (var version = 2; version <= 4; version++)
        {
            var mark = server.Mark;
            _app.Write("app.cs", Text.App($"version {version}"));
            await server.LineAsync(@"INFO Reloaded app\.cs: new code serves [0-9]+\.[0-9]{2} s after the save$", mark);
            Assert.Equal($"version {version}", (await server.GetAsync()).BodyText);
        }

        Assert.Equal(0, await server.EndAsync());
        Assert.Equal(3, CountOf(server, "INFO Reloaded "));
        Assert.DoesNotContain("ERROR", server.Tool.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TypoLeavesTheOldVersionAndItsMendingIsTaken()
    {
        await using var server = await StartAsync("--reload");
        var mark = server.Mark;

        _app.Write("app.cs", Text.AppWithTypo);
        var told = await server.LineAsync(@"^    app\.cs\(7,36\): error CS1002: ; expected$", mark);
        Assert.Equal("one", (await server.GetAsync()).BodyText);

        _app.Write("app.cs", Text.App("two"));
        await server.LineAsync("INFO Reloaded app.cs: ", told);

        Assert.Equal("two", (await server.GetAsync()).BodyText);
        Assert.Equal(1, CountOf(server, "INFO Reloaded "));
        Assert.DoesNotContain("   at ", server.Tool.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TouchedFilesAreReloadedAndNothingIsCompiledForThem()
    {
        _app.Write(".env", "WORD=one");
        await using var server = await StartAsync("--reload");

        foreach (var name in (string[])["app.cs", ".env"])
        {
            var mark = server.Mark;
            File.SetLastWriteTimeUtc(Path.Combine(_app.Folder, name), DateTime.UnixEpoch);
            await server.LineAsync("INFO All workers replaced, 1", await server.LineAsync($"INFO Reloaded {name}: ", mark));
        }

        Assert.Single(_app.Cached);
        Assert.Equal("one", (await server.GetAsync()).BodyText);
    }

    [LinuxFact]
    public async Task CompilerStaysOnlyWithTheSupervisorAndEndsWithItHoweverThatEnds()
    {
        await using (await _app.StartReadyAsync())
        {
            // Now it is in the cache, and the next start compiles nothing.
        }

        await using var server = await StartAsync("-p 2 --watchfiles *.cs");
        await ReloadAsync(server, "two");

        var compiler = Compiler(server);
        Assert.All([server.Pid, .. server.Serving], static pid => Assert.DoesNotMatch("CodeAnalysis", Mapped(pid)));
        Assert.Matches("CodeAnalysis", Mapped(compiler));

        // Its standard streams are all it shares with the supervisor, and nobody else has an end of them.
        var descriptors = SystemProcess.Descriptors(compiler);
        Assert.Equal(((string[])[descriptors[0], descriptors[1], descriptors[2]]).Order(), Channels(compiler).Intersect(Channels(server.Pid)).Order());
        Assert.All(server.Serving, worker => Assert.Empty(Channels(compiler).Intersect(Channels(worker))));

        await ReloadAsync(server, "three");
        Assert.Equal(compiler, Compiler(server));

        SystemProcess.Signal(server.Pid, ChildSignal.Kill);
        await server.Tool.WaitForExitAsync(Timeouts.Default);
        await SystemProcess.EndedAsync(compiler);

        static string Mapped(int pid) => string.Join('\n', SystemProcess.MappedFiles(pid));

        // But for those that the tests themselves were started with, which everybody has.
        static IEnumerable<string> Channels(int pid) => SystemProcess.Descriptors(pid).Values
            .Where(static name => name.StartsWith("socket:", StringComparison.Ordinal) || name.StartsWith("pipe:", StringComparison.Ordinal))
            .Except(SystemProcess.Descriptors(Environment.ProcessId).Values);
    }

    [LinuxFact]
    public async Task CompilerThatIsKilledIsStartedAgain()
    {
        await using var server = await StartAsync("--watchfiles *.cs");
        await ReloadAsync(server, "two");
        var compiler = Compiler(server);

        SystemProcess.Signal(compiler, ChildSignal.Kill);
        await SystemProcess.EndedAsync(compiler);
        await ReloadAsync(server, "three");

        Assert.Equal("three", (await server.GetAsync()).BodyText);
        Assert.NotEqual(compiler, Compiler(server));
        Assert.Equal(0, await server.EndAsync());
    }

    /// <summary>It may be one that would never end.</summary>
    [LinuxFact]
    public async Task SavesDuringACompileEndItAndAreOneReload()
    {
        await using var server = await StartAsync("--watchfiles *.cs");
        await ReloadAsync(server, "two");
        var (compiler, hangs) = await HangAsync(server, "three");

        _app.Write("app.cs", Text.App("four"));
        var again = await server.LineAsync("INFO app.cs has changed: building the app once more before the restart$", hangs);
        await SystemProcess.EndedAsync(compiler);
        await server.LineAsync("INFO All workers replaced, 1", await server.LineAsync("INFO Reloaded app.cs: ", again));

        Assert.Equal("four", (await server.GetAsync()).BodyText);
        Assert.Equal(0, await server.EndAsync());
        Assert.Equal(2, CountOf(server, "INFO Reloaded "));
        Assert.DoesNotContain("ERROR", server.Tool.Stderr, StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData(ChildSignal.Term)]
    [InlineData(ChildSignal.Int)]
    public async Task CompileThatHangsKeepsNobodyFromExiting(ChildSignal signal)
    {
        await using var server = await StartAsync("--watchfiles *.cs");
        await ReloadAsync(server, "two");
        var (compiler, _) = await HangAsync(server, "three");

        Assert.Equal(0, await server.EndAsync(signal));

        await SystemProcess.EndedAsync(compiler);
        Assert.DoesNotMatch("ERROR|   at ", server.Tool.Stderr);
    }

    [LinuxFact]
    public async Task CompilerEndsWithAServerThatExits()
    {
        await using var server = await StartAsync("--watchfiles *.cs");
        await ReloadAsync(server, "two");
        var compiler = Compiler(server);

        Assert.Equal(0, await server.EndAsync());

        await SystemProcess.EndedAsync(compiler);
    }

    public void Dispose() => _app.Dispose();

    private static int CountOf(Supervised server, string text) => server.Tool.Lines.Count(line => line.Text.Contains(text, StringComparison.Ordinal));

    /// <summary>The child that is no worker.</summary>
    private static int Compiler(Supervised server) => Assert.Single(SystemProcess.Children(server.Pid).Where(SystemProcess.Runs), SourceApp.IsCompiler);

    /// <summary>Has a compile begin that goes on only when its process does.</summary>
    /// <returns>That process, and the line that tells.</returns>
    private async Task<(int Compiler, OutputLine Told)> HangAsync(Supervised server, string word)
    {
        var (compiler, mark) = (Compiler(server), server.Mark);
        SystemProcess.Signal(compiler, ChildSignal.Stop);
        _app.Write("app.cs", Text.App(word));

        // Of the save and this, whichever comes second finds that the app is being built.
        server.Tool.Signal(ChildSignal.Hup);
        return (compiler, await server.LineAsync("INFO .*: building the app once more before the restart$", mark));
    }

    private async Task ReloadAsync(Supervised server, string word)
    {
        var mark = server.Mark;
        _app.Write("app.cs", Text.App(word));
        await server.LineAsync("INFO All workers replaced, [0-9]+", await server.LineAsync("INFO Reloaded app.cs: ", mark));
    }

    private async Task<Supervised> StartAsync(string options) => await Supervised.OfAsync(_app.Start("app:App", options));
}
