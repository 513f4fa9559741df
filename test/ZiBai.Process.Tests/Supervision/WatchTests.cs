namespace ZiBai.Process.Tests.Supervision;

public sealed class WatchTests : IDisposable
{
    private const string Watched = "-p 2 --watchfiles *.dll;appsettings.json";

    private readonly AppCopy _copy = new("probe");

    [Fact]
    public async Task ChangedFileReplacesTheWorkersOneByOne()
    {
        await using var server = await StartAsync();
        var before = server.Serving;

        var mark = server.Mark;
        await File.WriteAllTextAsync(_copy.File("notes.txt"), "of no concern");
        await File.WriteAllTextAsync(_copy.File("appsettings.json"), "{}");

        await server.LineAsync("All workers replaced, 2 in ", await server.LineAsync("INFO appsettings.json has changed: replacing the workers one by one, 2 in all$", mark));
        Assert.Empty(server.Serving.Intersect(before));
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task ChangesTogetherAreOneRestart()
    {
        await using var server = await StartAsync();
        var (mark, time) = (server.Mark, TimeProvider.System);

        var (last, pauses) = (time.GetTimestamp(), 0);
        for (var change = 0; change < 50; change++)
        {
            _copy.Touch(change % 2 == 0 ? "probe.dll" : "ZiBai.Abstractions.dll");
            await File.WriteAllTextAsync(_copy.File("appsettings.json"), $"{change}");

            // Where the machine lets this test pause for as long as changes are gathered, they may be two restarts.
            pauses += time.GetElapsedTime(last).TotalMilliseconds > 150 ? 1 : 0;
            last = time.GetTimestamp();
        }

        await server.LineAsync("All workers replaced, 2 in ", mark);
        var begun = server.Tool.Lines.Count(static line => line.Text.EndsWith(": replacing the workers one by one, 2 in all", StringComparison.Ordinal));
        Assert.InRange(begun, 1, 1 + pauses);
        Assert.Contains("and 2 more files have changed", server.Tool.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VersionThatDoesNotLoadLeavesTheOldOneAndTheNextOneIsTaken()
    {
        await using var server = await StartAsync();
        var (before, mark) = (server.Serving, server.Mark);
        var good = await File.ReadAllBytesAsync(_copy.File("probe.dll"));

        _copy.Replace("probe.dll", "no assembly"u8.ToArray());
        var stopped = await server.LineAsync("ERROR The restart has stopped, and the workers not yet replaced go on serving: .*probe", mark);
        Assert.Equal(before, server.Serving);
        Assert.Equal("version 1", (await server.GetAsync()).BodyText);

        _copy.Replace("probe.dll", AppCopy.Changed(good, "version 1", "version 2"));
        await server.LineAsync("All workers replaced, 2 in ", stopped);

        Assert.Equal("version 2", (await server.GetAsync()).BodyText);
        Assert.Single(server.Tool.Lines, static line => line.Text.Contains("ERROR", StringComparison.Ordinal));
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task WatchingAloneServesWithOneWorker()
    {
        await using var server = await Supervised.StartAsync("probe:Version", "--watchfiles *.dll", appDir: _copy.Folder);
        var (worker, mark) = (Assert.Single(server.Serving), server.Mark);

        _copy.Change("probe.dll", "version 1", "version 2");

        await server.LineAsync("All workers replaced, 1 in ", mark);
        Assert.NotEqual(worker, Assert.Single(server.Serving));
        Assert.Equal("version 2", (await server.GetAsync()).BodyText);
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task ReloadWatchesWhatAnAppIsMadeOf()
    {
        await using var server = await Supervised.StartAsync("probe:Version", "--reload", appDir: _copy.Folder);
        var mark = server.Mark;

        Directory.CreateDirectory(_copy.File("obj"));
        await File.WriteAllTextAsync(_copy.File("obj/Probe.cs"), "of no concern");
        _copy.Change("probe.dll", "version 1", "version 2");

        await server.LineAsync("All workers replaced, 1 in ", await server.LineAsync("INFO probe.dll has changed: replacing the workers one by one, 1 in all", mark));
        Assert.Equal("version 2", (await server.GetAsync()).BodyText);
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task GlobThatMatchesNothingIsWarnedOf()
    {
        await using var server = await Supervised.StartAsync("probe:Version", "--watchfiles *.dll;*.ccs", appDir: _copy.Folder);

        Assert.EndsWith(
            $" WARNING No file matches *.ccs in {_copy.Folder} so far",
            Assert.Single(server.Tool.Lines, static line => line.Text.Contains("No file matches", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
        Assert.Equal(0, await server.EndAsync());
    }

    public void Dispose() => _copy.Dispose();

    private Task<Supervised> StartAsync() => Supervised.StartAsync("probe:Version", Watched, appDir: _copy.Folder);
}
