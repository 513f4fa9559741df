namespace ZiBai.Process.Tests.Samples;

public sealed class HelloTests
{
    [ProgramFact("curl")]
    public async Task ItGreets()
    {
        await using var sample = await ServedSample.StartAsync("hello.cs");

        var (curl, shows) = await sample.CurlAsync();

        Assert.Equal(shows, curl.Stdout);
    }

    /// <summary>The project beside it, and what that was built to, are not taken for it.</summary>
    [Fact]
    public async Task ItIsAlsoFoundByItsNameInItsFolder()
    {
        using var cache = new TempFolder();
        await using var tool = await ZiBaiTool.StartReadyAsync(
            ["--app-dir", "samples", "hello:App", "-l", "127.0.0.1:0"],
            new Dictionary<string, string?> { ["XDG_CACHE_HOME"] = cache.Path },
            BuiltApp.Repository);
        await using var client = await RawConnection.ConnectAsync(ZiBaiTool.ListenAddresses(tool)[0]);

        Assert.Equal("Hello World!", (await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n")).BodyText);
        Assert.True(Directory.EnumerateFiles(Path.Combine(cache.Path, "zibai")).Any(), "It was not compiled.");
    }
}
