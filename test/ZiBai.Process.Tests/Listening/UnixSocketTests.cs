namespace ZiBai.Process.Tests.Listening;

public sealed class UnixSocketTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder.Socket("a.sock");

    [Fact]
    public async Task SocketThatAKilledServerLeftIsReplaced()
    {
        await using (var killed = await Served.StartAsync("hello:App", $"-l unix:{Path}"))
        {
            await killed.EndAsync(ChildSignal.Kill);
        }

        Assert.True(File.Exists(Path));
        await using var server = await Served.StartAsync("hello:App", $"-l unix:{Path}");
        Assert.Equal("Hello World!", (await server.GetAsync()).BodyText);
    }

    [Theory]
    [InlineData("", "600")]
    [InlineData("--unix-socket-perms 660", "660")]
    [InlineData("--unix-socket-perms 0777", "777")]
    public async Task SocketHasThePermissionsAskedFor(string options, string octal)
    {
        await using var server = await Served.StartAsync("hello:App", $"-l unix:{Path} {options}");

#pragma warning disable CA1416 // Only Unix has these permissions; only there is the tool sent signals, too.
        Assert.Equal(octal, Convert.ToString((int)File.GetUnixFileMode(Path), 8));
#pragma warning restore CA1416
    }

    [Theory]
    [InlineData(ChildSignal.Term)]
    [InlineData(ChildSignal.Int)]
    [InlineData(ChildSignal.Hup)]
    public async Task FileIsGoneAfterTheExit(ChildSignal signal)
    {
        await using var server = await Served.StartAsync("hello:App", $"-l unix:{Path}");

        Assert.Equal(0, await server.EndAsync(signal));
        Assert.False(File.Exists(Path));
    }

    [Theory]
    [InlineData(ChildSignal.Term)]
    [InlineData(ChildSignal.Int)]
    public async Task FileThatAnotherProgramPutInItsPlaceIsLeftAlone(ChildSignal signal)
    {
        await using var first = await Served.StartAsync("hello:App", $"-l unix:{Path}");
        File.Delete(Path);
        await using var second = await Served.StartAsync("hello:App", $"-l unix:{Path}");

        Assert.Equal(0, await first.EndAsync(signal));
        Assert.Equal("Hello World!", (await second.GetAsync()).BodyText);
    }

    [Fact]
    public async Task RelativePathIsOfTheCurrentDirectory()
    {
        await using var tool = await ZiBaiTool.StartReadyAsync(
            ["hello:App", "--app-dir", BuiltApp.Folder("hello"), "-l", "unix:a.sock"], workingDirectory: _folder.Path);

        Assert.True(File.Exists(Path));
        Assert.Equal([$"unix:{Path}"], ZiBaiTool.ListenAddresses(tool));
    }

    public void Dispose() => _folder.Dispose();
}
