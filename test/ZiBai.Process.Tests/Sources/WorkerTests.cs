using ZiBai.Process.Tests.Supervision;

namespace ZiBai.Process.Tests.Sources;

/// <summary>Worker processes that serve an app from source.</summary>
public sealed class WorkerTests : IDisposable
{
    private readonly SourceApp _app = new(Text.App("one"));

    [Fact]
    public async Task SignalHasAChangedAppCompiledAndServed()
    {
        await using var server = await StartAsync("-p 2");
        Assert.Equal("one", (await server.GetAsync()).BodyText);

        _app.Write("app.cs", Text.App("two"));
        await server.RollAsync();

        Assert.Equal("two", (await server.GetAsync()).BodyText);
        Assert.Equal(2, _app.Cached.Count);
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task ChangedFileIsCompiledAndServed()
    {
        await using var server = await StartAsync("-p 1 --watchfiles *.cs");
        var mark = server.Mark;

        _app.Write("app.cs", Text.App("two"));
        await server.LineAsync("All workers replaced, 1 in ", mark);

        Assert.Equal("two", (await server.GetAsync()).BodyText);
    }

    [Fact]
    public async Task TypoIsShownAndWhatWasServedGoesOnAlsoWhenAWorkerDies()
    {
        await using var server = await StartAsync("-p 2");
        var before = server.Serving;

        _app.Write("app.cs", Text.AppWithTypo);
        var told = await server.SignalAsync(ChildSignal.Hup, "ERROR SIGHUP: nothing is restarted, and the workers go on serving");
        await server.LineAsync(@"^    app\.cs\(7,36\): error CS1002: ; expected$", told);
        Assert.Equal(before, server.Serving);
        Assert.Equal("one", (await server.GetAsync()).BodyText);

        // Not even the file that they were started from has to be there.
        Directory.Delete(_app.CacheFolder, recursive: true);
        foreach (var worker in before)
        {
            var mark = server.Mark;
            SystemProcess.Signal(worker, ChildSignal.Kill);
            await server.NextServingAsync(mark);
        }

        Assert.Equal("one", (await server.GetAsync()).BodyText);
        Assert.DoesNotContain("   at ", server.Tool.Stderr, StringComparison.Ordinal);

        _app.Write("app.cs", Text.App("two"));
        await server.RollAsync();
        Assert.Equal("two", (await server.GetAsync()).BodyText);
    }

    [LinuxFact]
    public async Task NeitherSupervisorNorWorkersHaveTheCompilerInMemory()
    {
        await using var server = await StartAsync("-p 2");
        _app.Write("app.cs", Text.App("two"));
        await server.RollAsync();

        Assert.All([server.Pid, .. server.Serving], static pid => Assert.DoesNotMatch("CodeAnalysis", Mapped(pid)));
        Assert.All(server.Serving, static pid => Assert.Matches("Kestrel.Core", Mapped(pid)));
        Assert.DoesNotMatch("Kestrel.Core|ZiBai.Abstractions", Mapped(server.Pid));
        Assert.Equal(server.Serving.Order(), SystemProcess.Children(server.Pid).Order());

        static string Mapped(int pid) => string.Join('\n', SystemProcess.MappedFiles(pid));
    }

    [Fact]
    public async Task HookOfTheSameSourceIsOfTheSameAssembly()
    {
        _app.Write("app.cs", Text.App("one").Replace(
            "public static class Words\n{", "public static class Words\n{\n    public static void Before() => Console.WriteLine(\"before\");\n", StringComparison.Ordinal));

        await using var server = await StartAsync("-p 1 --before-serve app:Before");

        await server.Tool.WaitForLineAsync("^before$", ChildOutput.Stdout);
        Assert.Single(_app.Cached);
    }

    public void Dispose() => _app.Dispose();

    private async Task<Supervised> StartAsync(string options) => await Supervised.OfAsync(_app.Start("app:App", options));
}
