using System.Collections.Concurrent;

namespace ZiBai.Conformance.Tests.Hygiene;

/// <summary>--max-connections: whoever comes beyond the limit waits, and is served when there is room.</summary>
/// <remarks>The direct door alone: it brings listeners of its own. In a pipeline Kestrel's MaxConcurrentConnections closes what is too much.</remarks>
public sealed class ConnectionLimitTests
{
    private static readonly ZiBaiOptions _one = new() { MaxConnections = 1 };

    private readonly ConcurrentQueue<object?> _seen = new();

    [Theory]
    [Networks(DirectOnly = true)]
    public async Task ConnectionsBeyondTheLimitWaitTheirTurn(Door door, Network network)
    {
        await using var served = await ServedApp.StartAsync(door, App, network: network, options: _one);
        await using var first = await served.ConnectAsync();
        await first.RequestAsync(Get("/1"));
        await using var second = await served.ConnectAsync();
        await using var third = await served.ConnectAsync();
        await second.SendAsync(Get("/2"));
        await third.SendAsync(Get("/3"));

        await first.RequestAsync(Get("/again"));
        await first.DisposeAsync();
        await second.ReadResponseAsync();
        await second.DisposeAsync();
        await third.ReadResponseAsync();

        Assert.Equal(["/1", "/again", "/2", "/3"], _seen);
    }

    /// <summary>A graceful exit loses no request: those who wait are let in, since nobody comes after this process to serve them.</summary>
    [Theory]
    [Networks(DirectOnly = true)]
    public async Task ThoseWhoWaitAreServedAtAGracefulExit(Door door, Network network)
    {
        await using var served = await ServedApp.StartAsync(door, App, network: network, options: _one);
        await using var first = await served.ConnectAsync();
        await first.RequestAsync(Get("/1"));
        await using var second = await served.ConnectAsync();
        await using var third = await served.ConnectAsync();
        await second.SendAsync(Get("/2"));
        await third.SendAsync(Get("/3"));

        served.Stop();

        Assert.Equal(200, (await second.ReadResponseAsync()).StatusCode);
        Assert.Equal(200, (await third.ReadResponseAsync()).StatusCode);
        await first.WaitForEndAsync();
        await served.StopAsync();
        Assert.Empty(served.Complaints);
    }

    private static string Get(string path) => $"GET {path} HTTP/1.1\r\nHost: h\r\n\r\n";

    private Chunks App(EnvironMap environ, StartResponse startResponse)
    {
        _seen.Enqueue(environ["PATH_INFO"]);
        startResponse("200 OK", []);
        return [];
    }
}
