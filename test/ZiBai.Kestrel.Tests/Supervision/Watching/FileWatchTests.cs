using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ZiBai.Supervision.Watching;
using ZiBai.Testing;

namespace ZiBai.Tests.Supervision.Watching;

public sealed class FileWatchTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _elsewhere = new();
    private readonly NotingTime _time = new();
    private readonly LogSink _log = new();
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();
    private FileWatch? _watch;

    [Fact]
    public async Task AFileThatIsWrittenIsTold()
    {
        File.WriteAllText(_folder.File("a.dll"), "one");
        Watch("*.dll");

        File.WriteAllText(_folder.File("a.dll"), "other");

        Assert.Equal("a.dll has changed", await ToldAsync());
    }

    [Fact]
    public async Task ATouchedFileIsTold()
    {
        File.WriteAllText(_folder.File("a.dll"), "one");
        Watch("*.dll");

        File.SetLastWriteTimeUtc(_folder.File("a.dll"), DateTime.UnixEpoch);

        Assert.Equal("a.dll has changed", await ToldAsync());
    }

    [Fact]
    public async Task AFileThatIsSavedByRenamingIsTold()
    {
        File.WriteAllText(_folder.File("a.json"), "one");
        Watch("a.json");

        File.WriteAllText(_folder.File("a.json.new"), "two");
        File.Move(_folder.File("a.json.new"), _folder.File("a.json"), overwrite: true);

        Assert.Equal("a.json has changed", await ToldAsync());
    }

    [Fact]
    public async Task ANewFileIsTold()
    {
        Watch("*.dll");

        File.WriteAllText(_folder.File("a.dll"), "");

        Assert.Equal("a.dll has changed", await ToldAsync());
    }

    [Fact]
    public async Task ADeletedFileIsTold()
    {
        File.WriteAllText(_folder.File("a.dll"), "one");
        Watch("*.dll");

        File.Delete(_folder.File("a.dll"));

        Assert.Equal("a.dll has changed", await ToldAsync());
    }

    [Fact]
    public async Task SeveralFilesAndWritesInPiecesAreToldOnce()
    {
        Watch("*.dll");
        foreach (var name in (string[])["a.dll", "b.dll", "c.dll"])
        {
            await using var file = File.Create(_folder.File(name));
            file.WriteByte(1);
            file.Flush();
            file.WriteByte(2);
        }

        Assert.EndsWith(" and 2 more files have changed", await ToldAsync(), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_told.Reader.TryRead(out _));
    }

    [Fact]
    public async Task SavesInTheSameSecondAreTwoChanges()
    {
        var second = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        Save("one", second);
        Watch("*.cs");

        Save("two", second.AddMilliseconds(300));
        Assert.Equal("a.cs has changed", await ToldAsync());
        Save("six", second.AddMilliseconds(600));
        Assert.Equal("a.cs has changed", await ToldAsync());
        await NothingMoreIsToldAsync();

        void Save(string text, DateTime time)
        {
            File.WriteAllText(_folder.File("a.cs"), text);
            File.SetLastWriteTimeUtc(_folder.File("a.cs"), time);
        }
    }

    [Fact]
    public async Task WhatVimDoesIsOneChange()
    {
        File.WriteAllText(_folder.File("a.cs"), "one");
        Watch("*.cs");

        // It tries whether it may write there, keeps the old file aside, writes a new one, and removes the old.
        File.WriteAllText(_folder.File("4913"), "");
        File.Delete(_folder.File("4913"));
        File.Move(_folder.File("a.cs"), _folder.File("a.cs~"));
        File.WriteAllText(_folder.File("a.cs"), "two");
        File.Delete(_folder.File("a.cs~"));

        Assert.Equal("a.cs has changed", await ToldAsync());
        await NothingMoreIsToldAsync();
    }

    [Fact]
    public async Task WhatOtherEditorsDoIsOneChange()
    {
        File.WriteAllText(_folder.File("a.cs"), "one");
        Watch("**/*.cs");

        // A file beside it, in pieces and with what it is like set afterwards, then over it.
        await using (var file = File.Create(_folder.File(".a.cs.swp")))
        {
            file.WriteByte(1);
            file.Flush();
            file.WriteByte(2);
        }

        File.SetLastWriteTimeUtc(_folder.File(".a.cs.swp"), DateTime.UnixEpoch);
        File.Move(_folder.File(".a.cs.swp"), _folder.File("a.cs"), overwrite: true);

        Assert.Equal("a.cs has changed", await ToldAsync());
        await NothingMoreIsToldAsync();
    }

    [Fact]
    public async Task AFolderThatIsMovedInBringsItsFiles()
    {
        Directory.CreateDirectory(_elsewhere.File("out/deep"));
        File.WriteAllText(_elsewhere.File("out/deep/a.dll"), "one");
        Watch("**/*.dll");

        Directory.Move(_elsewhere.File("out"), _folder.File("out"));

        Assert.Equal($"{Path.Combine("out", "deep", "a.dll")} has changed", await ToldAsync());
    }

    [Fact]
    public async Task AFolderThatIsMovedAwayTakesItsFilesAlong()
    {
        Directory.CreateDirectory(_folder.File("out"));
        File.WriteAllText(_folder.File("out/a.dll"), "one");
        Watch("**.dll");

        Directory.Move(_folder.File("out"), _elsewhere.File("out"));

        Assert.Equal($"{Path.Combine("out", "a.dll")} has changed", await ToldAsync());
    }

    [Fact]
    public async Task WhatIsNotMeantIsNotTold()
    {
        Watch("*.dll");
        File.WriteAllText(_folder.File("a.txt"), "one");
        Directory.CreateDirectory(_folder.File("bin"));
        File.WriteAllText(_folder.File("bin/a.dll"), "one");

        File.WriteAllText(_folder.File("z.dll"), "one");

        Assert.Equal("z.dll has changed", await ToldAsync());
    }

    [Fact]
    public void AGlobThatMatchesNothingIsWarnedOfOnce()
    {
        File.WriteAllText(_folder.File("a.dll"), "one");
        Watch("*.dll;*.cs;conf/*");
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([$"No file matches *.cs in {_folder.Path} so far", $"No file matches conf/* in {_folder.Path} so far"], Warnings());
    }

    [Fact]
    public void OfTheUsualGlobsOneFileIsEnough()
    {
        File.WriteAllText(_folder.File("a.dll"), "one");
        Watch(FilePatterns.Usual);

        Assert.Empty(Warnings());
    }

    [Fact]
    public void TheUsualGlobsAreWarnedOfWhereNoneMatches()
    {
        Watch(FilePatterns.Usual);

        Assert.Equal([$"No file matches {FilePatterns.Usual} in {_folder.Path} so far"], Warnings());
    }

    [Fact]
    public async Task ItLooksOnceMoreAfterItHasBegun()
    {
        // Nothing changes: no hint but that of its own start can set the timer.
        Watch("*.dll", forget: false);

        await _time.SetAsync();
    }

    [Fact]
    public void ItsEndIsTheEnd()
    {
        Watch("*.dll");
        _watch!.Dispose();

        File.WriteAllText(_folder.File("a.dll"), "one");
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.False(_told.Reader.TryRead(out _));
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _folder.Dispose();
        _elsewhere.Dispose();
        _log.Dispose();
    }

    private IEnumerable<string> Warnings() => _log.Entries.Where(entry => entry.Level == LogLevel.Warning).Select(entry => entry.Message);

    private void Watch(string patterns, bool forget = true)
    {
        _watch = new FileWatch(_folder.Path, patterns, _time, changed => _told.Writer.TryWrite(changed.What), _log.CreateLogger("main"));
        if (forget)
        {
            _time.Advance(ChangeGathering.Rest);
            _time.Forget();
        }
    }

    /// <summary>Whatever hints the system still gives: the one that the next file brings comes after them.</summary>
    private async Task NothingMoreIsToldAsync()
    {
        File.WriteAllText(_folder.File("last.cs"), "");
        Assert.Equal("last.cs has changed", await ToldAsync());
        Assert.False(_told.Reader.TryRead(out _));
    }

    /// <summary>What is told once the files are at rest. All changes have been made: the first hint that the system gives shows every one of them.</summary>
    private async Task<string> ToldAsync()
    {
        string? told;
        do
        {
            await _time.SetAsync();
            _time.Advance(ChangeGathering.Rest);
        }
        while (!_told.Reader.TryRead(out told));
        return told;
    }
}
