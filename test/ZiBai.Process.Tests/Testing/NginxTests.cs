using System.Net.Sockets;

namespace ZiBai.Process.Tests.Testing;

public sealed class NginxTests
{
    [ProgramFact("nginx")]
    public async Task RequestsGoThroughToTheUpstream()
    {
        using var folder = new TempFolder();
        using var upstream = new StandInServer(new UnixDomainSocketEndPoint(folder.Socket("up.sock")));
        var answering = upstream.AnswerAllAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        await using var nginx = await Nginx.StartAsync(upstream.Address);
        await using var client = await RawConnection.ConnectAsync(nginx.Address);

        var response = await client.RequestAsync("GET /a HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        await client.WaitForEndAsync();

        Assert.Equal((200, "ok"), (response.StatusCode, response.BodyText));
        Assert.StartsWith("nginx/", response.Header("Server"), StringComparison.Ordinal);
        upstream.Dispose();
        await answering.WaitAsync(Timeouts.Default);
    }

    [ProgramFact("nginx")]
    public async Task QuitEndsItInOrder()
    {
        await using var nginx = await Nginx.StartAsync("127.0.0.1:1");
        nginx.Process.Signal(ChildSignal.Quit);

        Assert.Equal(0, await nginx.Process.WaitForExitAsync());
    }
}
