namespace ZiBai.Process.Tests.Samples;

public sealed class StreamingTests
{
    [ProgramFact("curl")]
    public async Task ItCountsDown()
    {
        await using var sample = await ServedSample.StartAsync("streaming.cs");

        var (curl, shows) = await sample.CurlAsync();

        Assert.Equal(shows, $"{curl.Stdout.Replace("\n", ", ", StringComparison.Ordinal)} a second apart");
        await sample.Tool.WaitForLineAsync("Counted down to 0$", ChildOutput.Stderr);
    }

    [Fact]
    public async Task AChunkIsThereAnHourBeforeTheLastAndNoneIsMadeForAClientThatHasLeft()
    {
        await using var sample = await ServedSample.StartAsync("streaming.cs");
        await using (var client = await sample.ConnectAsync())
        {
            await client.SendAsync("GET /?3600 HTTP/1.1\r\nHost: test\r\n\r\n");
            await client.ReadUntilAsync("5\r\n3600\n\r\n");
            await client.ReadUntilAsync("5\r\n3599\n\r\n");
            client.Abort();
        }

        await sample.Tool.WaitForLineAsync("Counted down to 35[0-9][0-9]$", ChildOutput.Stderr);
    }
}
