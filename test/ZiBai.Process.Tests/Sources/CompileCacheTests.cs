using ZiBai.Cli.Sources;

namespace ZiBai.Process.Tests.Sources;

public sealed class CompileCacheTests : IDisposable
{
    private const string Key = "0123";
    private static readonly byte[] _assembly = [1, 2, 3, 4, 5];

    private readonly TempFolder _folder = new();
    private readonly StoppedTime _time = new();

    private string Folder => _folder.File("zibai");

    private CompileCache Cache => new(Folder, _time);

    [Fact]
    public void WhatWasPutIsFound()
    {
        var put = Cache.Put(Key, _assembly)!;
        var found = Cache.Find(Key)!;

        Assert.Equal((put.Path, Path.Combine(Folder, "0123.dll")), (found.Path, put.Path));
        Assert.Equal(_assembly, found.Content[..5]);
        Assert.Equal(put.Content, found.Content);
    }

    [Fact]
    public void NothingIsFoundWhereNothingIs() => Assert.Null(Cache.Find(Key));

    [Fact]
    public void FolderAndFilesAreTheOwnersAlone()
    {
        var path = Cache.Put(Key, _assembly)!.Path;

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Mode(Folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(path));
        Assert.Equal([path], Directory.GetFiles(Folder));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void DamagedEntryIsNotTaken(int at)
    {
        var (path, content) = Cache.Put(Key, _assembly)!;
        content[at < 0 ? content.Length + at : at] ^= 1;
        File.WriteAllBytes(path, content);

        Assert.Null(Cache.Find(Key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(20)]
    public void EntryCutShortIsNotTaken(int length)
    {
        var (path, content) = Cache.Put(Key, _assembly)!;
        File.WriteAllBytes(path, content[..length]);

        Assert.Null(Cache.Find(Key));
    }

    [Fact]
    public void EntryOfAnotherKeyIsNotTaken()
    {
        File.Copy(Cache.Put(Key, _assembly)!.Path, Path.Combine(Folder, "4567.dll"));

        Assert.Null(Cache.Find("4567"));
    }

    [Fact]
    public void DamagedEntryIsReplaced()
    {
        File.WriteAllText(Cache.Put(Key, _assembly)!.Path, "damaged");

        Cache.Put(Key, _assembly);

        Assert.NotNull(Cache.Find(Key));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void WhatOthersCanWriteIsNotTaken(UnixFileMode others)
    {
        var path = Cache.Put(Key, _assembly)!.Path;
        SetMode(path, Mode(path) | others);
        Assert.Null(Cache.Find(Key));

        Cache.Put(Key, _assembly);
        Assert.NotNull(Cache.Find(Key));

        SetMode(Folder, Mode(Folder) | others);
        Assert.Null(Cache.Find(Key));
        Assert.Null(Cache.Put(Key, _assembly));
    }

    [Fact]
    public void NothingIsKeptWhereNoFolderCanBe()
    {
        File.WriteAllText(Folder, "a file");

        Assert.Null(Cache.Put(Key, _assembly));
        Assert.Null(Cache.Find(Key));
    }

    [Fact]
    public void WhatNobodyUsedForLongIsDroppedWhenSomethingIsPut()
    {
        var used = Cache.Put("used", _assembly)!.Path;
        var unused = Cache.Put("unused", _assembly)!.Path;
        var unfinished = Path.Combine(Folder, "unfinished.dll.0.tmp");
        var strange = Path.Combine(Folder, "notes.txt");
        File.WriteAllText(unfinished, "");
        File.WriteAllText(strange, "");
        Array.ForEach([used, unused, unfinished, strange], file => File.SetLastWriteTimeUtc(file, _time.GetUtcNow().UtcDateTime));

        _time.Now += CompileCache.KeptUnused;
        Assert.NotNull(Cache.Find("used"));
        _time.Now += TimeSpan.FromSeconds(1);
        Assert.True(File.Exists(unused));
        Cache.Put("new", _assembly);

        Assert.Equal(["new.dll", "notes.txt", "used.dll"], Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AUseIsNotedOnceADay()
    {
        var path = Cache.Put(Key, _assembly)!.Path;
        var put = _time.GetUtcNow().UtcDateTime;
        File.SetLastWriteTimeUtc(path, put);

        _time.Now += TimeSpan.FromDays(1);
        Cache.Find(Key);
        Assert.Equal(put, File.GetLastWriteTimeUtc(path));

        _time.Now += TimeSpan.FromSeconds(1);
        Cache.Find(Key);
        Assert.Equal(_time.Now.UtcDateTime, File.GetLastWriteTimeUtc(path));
    }

    [Fact]
    public async Task ManyAtOnceDoNotHinderEachOther()
    {
        var all = Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                Assert.NotNull(Cache.Put(Key, _assembly));
                Assert.NotNull(Cache.Find(Key));
            }
        }));

        await Task.WhenAll(all).WaitAsync(Timeouts.ProcessStart);

        Assert.Single(Directory.GetFiles(Folder));
    }

    public void Dispose() => _folder.Dispose();

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private sealed class StoppedTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
