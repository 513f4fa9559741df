using ZiBai.Response;
using ZiBai.Testing;

namespace ZiBai.Tests.Response;

public sealed class FileSendingTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Responding _one = new();
    private readonly string _path;

    public FileSendingTests()
    {
        _path = _folder.File("ten");
        File.WriteAllText(_path, "0123456789");
        _one.Start();
    }

    [Fact]
    public async Task AFileIsSentByTheServerWithItsLength()
    {
        await PumpAsync(new FileWrapper(File.OpenRead(_path)));

        Assert.Equal([(_path, 0L, (long?)10L)], _one.Body.Files);
        Assert.Equal(10, _one.Exchange.Headers.ContentLength);
        Assert.Empty(_one.Body.Chunks);
    }

    [Fact]
    public async Task AFileIsSentFromItsPosition()
    {
        var file = File.OpenRead(_path);
        file.Position = 4;

        await PumpAsync(new FileWrapper(file));

        Assert.Equal([(_path, 4L, (long?)6L)], _one.Body.Files);
        Assert.Equal(6, _one.Exchange.Headers.ContentLength);
    }

    [Fact]
    public async Task AFileReadPastItsEndIsAnEmptyBody()
    {
        var file = File.OpenRead(_path);
        file.Position = 12;

        await PumpAsync(new FileWrapper(file));

        Assert.Empty(_one.Body.Files);
        Assert.Equal(0, _one.Exchange.Headers.ContentLength);
    }

    [Fact]
    public async Task TheAppsOwnLengthCutsTheFile()
    {
        var one = new Responding();
        one.StartWith(("Content-Length", "3"));

        await BodyPump.SendAsync(one.Response, new FileWrapper(File.OpenRead(_path))).WaitAsync(Timeouts.Default);

        Assert.Equal([(_path, 0L, (long?)3L)], one.Body.Files);
    }

    [Fact]
    public async Task TheFileIsClosedWhenItWasSent()
    {
        var file = File.OpenRead(_path);

        await PumpAsync(new FileWrapper(file));

        Assert.False(file.CanRead);
    }

    [Fact]
    public async Task TheFileIsClosedWhenSendingFails()
    {
        var file = File.OpenRead(_path);
        _one.Body.Sending = () => throw new IOException("disk");

        await Assert.ThrowsAsync<IOException>(() => PumpAsync(new FileWrapper(file)));

        Assert.False(file.CanRead);
    }

    [Fact]
    public async Task AnAnswerToHeadHasTheFilesLengthAndSendsNothing()
    {
        var one = new Responding("HEAD");
        one.Start();

        await BodyPump.SendAsync(one.Response, new FileWrapper(File.OpenRead(_path))).WaitAsync(Timeouts.Default);

        Assert.Empty(one.Body.Files);
        Assert.Equal(10, one.Exchange.Headers.ContentLength);
    }

    [Fact]
    public async Task AStreamThatIsNoFileIsSentInBlocks()
    {
        await PumpAsync(new FileWrapper(new MemoryStream("abcde"u8.ToArray()), 2));

        Assert.Equal(["ab", "cd", "e"], _one.Body.Chunks);
        Assert.Empty(_one.Body.Files);
    }

    [Fact]
    public async Task AFileThatHasNoNameAnyMoreIsSentInBlocks()
    {
        var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        File.Delete(_path);

        await PumpAsync(new FileWrapper(file, 5));

        Assert.Equal(["01234", "56789"], _one.Body.Chunks);
    }

    [Theory]
    [InlineData(7, 3)]
    [InlineData(0, 10)]
    [InlineData(10, 0)]
    [InlineData(12, 0)]
    public async Task AFileThatIsCutWhileItIsSentIsFoundTooShort(long cutTo, long missing)
    {
        _one.Body.Sending = () =>
        {
            using var file = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(cutTo);
            return Task.CompletedTask;
        };

        await PumpAsync(new FileWrapper(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)));

        Assert.Equal(missing, _one.Response.Finish());
    }

    public void Dispose() => _folder.Dispose();

    private Task PumpAsync(FileWrapper body) => BodyPump.SendAsync(_one.Response, body).WaitAsync(Timeouts.Default);
}
