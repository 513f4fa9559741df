namespace ZiBai.Process.Tests.Stopping;

public sealed class RequestCapTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    [Theory]
    [InlineData("--max-request-pre-process")]
    [InlineData("--max-requests")]
    public async Task ServerExitsAfterAsManyRequestsOnOneConnection(string option)
    {
        await using var server = await Served.StartAsync("hello:App", $"{option} 5");
        await using var client = await server.ConnectAsync();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("Hello World!", (await client.RequestAsync(Get)).BodyText);
        }

        Assert.Equal(0, await server.Tool.WaitForExitAsync());
        Assert.Equal(ConnectionEnd.Closed, await client.WaitForEndAsync());
    }

    [Fact]
    public async Task ServerExitsAfterAsManyRequestsOnSeparateConnections()
    {
        await using var server = await Served.StartAsync("hello:App", "--max-requests 5");

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("Hello World!", (await server.GetAsync()).BodyText);
        }

        Assert.Equal(0, await server.Tool.WaitForExitAsync());
    }

    [Fact]
    public async Task ServerGoesOnBelowTheCap()
    {
        await using var server = await Served.StartAsync("hello:App", "--max-requests 3");
        await server.GetAsync();
        await server.GetAsync();

        Assert.DoesNotContain("as many as", server.Tool.Stderr, StringComparison.Ordinal);
        Assert.Equal("Hello World!", (await server.GetAsync()).BodyText);
        Assert.Equal(0, await server.Tool.WaitForExitAsync());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(300)]
    public async Task CapLosesNoRequestOfSeveralBusyClients(int cap)
    {
        await using var server = await Served.StartAsync("hello:App", $"--max-requests {cap} --no-access-log");
        var address = server.Address;
        KeepAliveClient[] clients = [.. Enumerable.Range(0, 6).Select(_ => new KeepAliveClient(address))];

        await Task.WhenAll(clients.Select(client => Task.Run(client.RunUntilRefusedAsync))).WaitAsync(Timeouts.ProcessStart);

        Assert.Equal(0, await server.Tool.WaitForExitAsync());
        Assert.Empty(clients.SelectMany(client => client.Lost));
        Assert.True(clients.Sum(client => client.Answered) >= cap);
    }
}
