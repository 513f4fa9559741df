namespace ZiBai.Process.Tests.Stopping;

public sealed class LoadTests
{
    private const int Clients = 8;

    [Theory]
    [InlineData("hello:App", "-l 127.0.0.1:0")]
    [InlineData("hello:App", "-l 127.0.0.1:0 --no-gevent")]
    [InlineData("echo:EchoAsync.App", "-l 127.0.0.1:0")]
    [InlineData("hello:App", "-l unix:{0}")]
    public async Task GracefulExitUnderConstantLoadLosesNoRequest(string app, string options)
    {
        using var folder = new TempFolder();
        await using var server = await Served.StartAsync(
            app, "--no-access-log " + options.Replace("{0}", folder.Socket("a.sock"), StringComparison.Ordinal));
        var address = server.Address;
        KeepAliveClient[] clients = [.. Enumerable.Range(0, Clients).Select(_ => new KeepAliveClient(address))];
        Task[] running = [.. clients.Select(client => Task.Run(client.RunUntilRefusedAsync))];
        await Task.WhenAll(clients.Select(client => client.ReachAsync(50))).WaitAsync(Timeouts.ProcessStart);

        Assert.Equal(0, await server.EndAsync());
        await Task.WhenAll(running).WaitAsync(Timeouts.Default);

        Assert.Empty(clients.SelectMany(client => client.Lost));
        Assert.DoesNotContain("Aborting", server.Tool.Stderr, StringComparison.Ordinal);
    }
}
