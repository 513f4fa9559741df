namespace ZiBai.Process.Tests.Options;

public sealed class MaxWorkersTests
{
    [Theory]
    [InlineData("probe:ForBody", "-w 2")]
    [InlineData("probe:ForBody", "-w 2 --no-gevent")]
    [InlineData("probe:ForBodyAsync", "--max-workers 2")]
    public async Task FurtherRequestsWaitAndAreThenServed(string app, string options)
    {
        await using var server = await Served.StartAsync(app, options);
        var clients = new List<RawConnection>();
        for (var i = 0; i < 4; i++)
        {
            clients.Add(await SendHeadAsync(server, $"/{i}"));
            if (i < 2)
            {
                await server.WaitUntilEnteredAsync($"/{i}");
            }
        }

        // Each that leaves lets one of those in that wait.
        foreach (var client in clients)
        {
            await client.SendAsync("body");
            Assert.Equal("most inside: 2", (await client.ReadResponseAsync()).BodyText);
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task OneWorkerServesOneRequestAfterAnother()
    {
        await using var server = await Served.StartAsync("probe:ForBody", "-w 1");
        await using var first = await SendHeadAsync(server, "/0");
        await server.WaitUntilEnteredAsync("/0");
        await using var second = await SendHeadAsync(server, "/1");
        await second.SendAsync("body");

        await first.SendAsync("body");
        Assert.Equal("most inside: 1", (await first.ReadResponseAsync()).BodyText);
        Assert.Equal("most inside: 1", (await second.ReadResponseAsync()).BodyText);
    }

    [Fact]
    public async Task NoGeventRunsTheAppOnNamedThreads()
    {
        await using var server = await Served.StartAsync("probe:ThreadName", "--no-gevent -w 1");

        Assert.Equal("zibai-app-1", (await server.GetAsync()).BodyText);
    }

    [Fact]
    public async Task BlockedAppsLeaveRoomForAsManyAsMaxWorkers()
    {
        await using var server = await Served.StartAsync("probe:Forever", "-w 30");
        var stuck = new List<RawConnection>();
        for (var i = 0; i < 29; i++)
        {
            var client = await server.ConnectAsync();
            await client.SendAsync("GET /stuck HTTP/1.1\r\nHost: test\r\n\r\n");
            stuck.Add(client);
        }

        Assert.Equal("not stuck", (await server.GetAsync("/")).BodyText);
        foreach (var client in stuck)
        {
            await client.DisposeAsync();
        }
    }

    private static async Task<RawConnection> SendHeadAsync(Served server, string path)
    {
        var client = await server.ConnectAsync();
        await client.SendAsync($"POST {path} HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\n");
        return client;
    }
}
