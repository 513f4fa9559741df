namespace ZiBai.Process.Tests.Samples;

public sealed class AsyncTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    [LinuxFact]
    public async Task FewThreadsServeManyClients()
    {
        await using var sample = await ServedSample.StartAsync("async.cs");
        var clients = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => sample.ConnectAsync()));
        await Task.WhenAll(clients.Select(static client => client.SendAsync(Get)));

        // An event each, and then another: all of them are inside the app.
        await Task.WhenAll(clients.Select(static client => client.ReadUntilAsync("\n\n")));
        await Task.WhenAll(clients.Select(static client => client.ReadUntilAsync("\n\n")));
        Assert.InRange(Directory.GetDirectories($"/proc/{sample.Tool.Id}/task").Length, 1, clients.Length / 2);

        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task ItEndsWhenItsClientHasLeftWhichIsNoFailure()
    {
        await using var sample = await ServedSample.StartAsync("async.cs");
        await using (var client = await sample.ConnectAsync())
        {
            await client.SendAsync(Get);
            var head = System.Text.Encoding.Latin1.GetString(await client.ReadUntilAsync("\r\n\r\n"));
            Assert.Contains("\r\nContent-Type: text/event-stream\r\n", head, StringComparison.Ordinal);
            await client.ReadUntilAsync("data: ");
            client.Abort();
        }

        await sample.Tool.WaitForLineAsync("\"GET / HTTP/1.1\" 499$", ChildOutput.Stdout);
        Assert.DoesNotContain("ERROR", sample.Tool.Stderr, StringComparison.Ordinal);
    }
}
