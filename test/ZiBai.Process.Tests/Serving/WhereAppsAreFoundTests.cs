namespace ZiBai.Process.Tests.Serving;

public sealed class WhereAppsAreFoundTests
{
    [Fact]
    public async Task ModuleIsFoundInTheCurrentDirectory() =>
        await AssertServesHelloAsync(BuiltApp.Folder("hello"), "hello:App");

    [Fact]
    public async Task AppDirSaysWhereModulesAre()
    {
        using var elsewhere = new TempFolder();

        await AssertServesHelloAsync(elsewhere.Path, "hello:App", "--app-dir", BuiltApp.Folder("hello"));
    }

    [Fact]
    public async Task AppDirIsRelativeToTheCurrentDirectory() =>
        await AssertServesHelloAsync(
            Path.GetDirectoryName(BuiltApp.Folder("hello"))!, "hello:App", "--app-dir", Path.GetFileName(BuiltApp.Folder("hello")));

    [Fact]
    public async Task ModuleMayBeAnAbsolutePath()
    {
        using var elsewhere = new TempFolder();

        await AssertServesHelloAsync(elsewhere.Path, $"{Path.Combine(BuiltApp.Folder("hello"), "hello.dll")}:App");
    }

    [Fact]
    public async Task ModuleMayBeARelativePath() =>
        await AssertServesHelloAsync(
            Path.GetDirectoryName(BuiltApp.Folder("hello"))!, $"{Path.GetFileName(BuiltApp.Folder("hello"))}/hello.dll:Hello.App");

    [Theory]
    [InlineData("probe:Make", "made")]
    [InlineData("probe:MakeLater", "made later")]
    public async Task CallServesWhatTheFactoryGives(string factory, string body)
    {
        await using var server = await Served.StartAsync(factory, "--call");

        Assert.Equal(body, (await server.GetAsync()).BodyText);
    }

    private static async Task AssertServesHelloAsync(string workingDirectory, params string[] args)
    {
        await using var tool = await ZiBaiTool.StartReadyAsync([.. args, "-l", "127.0.0.1:0"], workingDirectory: workingDirectory);
        await using var client = await RawConnection.ConnectAsync(Assert.Single(ZiBaiTool.ListenAddresses(tool)));

        Assert.Equal("Hello World!", (await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n")).BodyText);
    }
}
