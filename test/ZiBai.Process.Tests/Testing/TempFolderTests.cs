namespace ZiBai.Process.Tests.Testing;

public sealed class TempFolderTests
{
    [Fact]
    public void FolderIsRemovedWithAllItHolds()
    {
        var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("sub"));
        File.WriteAllText(folder.File("sub/file"), "");

        folder.Dispose();

        Assert.False(Directory.Exists(folder.Path));
    }

    [Fact]
    public void SocketPathThatDoesNotFitIsRefused()
    {
        using var folder = new TempFolder();

        Assert.StartsWith(folder.Path, folder.Socket("zibai.sock"), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => folder.Socket(new string('x', 100)));
    }
}
