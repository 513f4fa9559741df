using ZiBai.Supervision.Watching;
using ZiBai.Testing;

namespace ZiBai.Tests.Supervision.Watching;

public sealed class FileSnapshotTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FilePatterns _patterns;
    private readonly string _file;
    private readonly FileSnapshot _before;

    public FileSnapshotTests()
    {
        _patterns = new FilePatterns(_folder.Path, "*.dll");
        _file = _folder.File("a.dll");
        File.WriteAllText(_file, "one");
        File.SetLastWriteTimeUtc(_file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _before = FileSnapshot.Take(_patterns);
    }

    [Fact]
    public void ThatNothingHasChangedIsSeen()
    {
        File.WriteAllText(_folder.File("a.txt"), "not meant");
        _ = File.ReadAllText(_file);

        Assert.Empty(Changes());
    }

    [Fact]
    public void ANewFileIsSeen()
    {
        File.WriteAllText(_folder.File("b.dll"), "");

        Assert.Equal([_folder.File("b.dll")], Changes());
    }

    [Fact]
    public void AFileThatIsGoneIsSeen()
    {
        File.Delete(_file);

        Assert.Equal([_file], Changes());
    }

    [Fact]
    public void ATouchedFileIsSeen()
    {
        File.SetLastWriteTimeUtc(_file, new DateTime(2020, 1, 1, 0, 0, 1, DateTimeKind.Utc));

        Assert.Equal([_file], Changes());
    }

    [Fact]
    public void AnotherLengthIsSeenWhateverTheTimeSays()
    {
        var written = File.GetLastWriteTimeUtc(_file);
        File.WriteAllText(_file, "three");
        File.SetLastWriteTimeUtc(_file, written);

        Assert.Equal([_file], Changes());
    }

    [Fact]
    public void AnOlderFileInItsPlaceIsSeen()
    {
        var older = _folder.File("older");
        File.WriteAllText(older, "two");
        File.SetLastWriteTimeUtc(older, new DateTime(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.Move(older, _file, overwrite: true);

        Assert.Equal([_file], Changes());
    }

    [Fact]
    public void AFileThatIsRenamedIsGoneAndNew()
    {
        File.Move(_file, _folder.File("b.dll"));

        Assert.Equal([_folder.File("b.dll"), _file], Changes());
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<string> Changes() => FileSnapshot.Take(_patterns).ChangesSince(_before);
}
