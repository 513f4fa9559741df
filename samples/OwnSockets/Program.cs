// Own sockets: a server as one part of a program, with a socket of its own, an end of its own, and hooks as delegates.
//   dotnet run --project samples/OwnSockets
//   curl the address that it prints          Hello on my own socket!
using ZiBai;

using var enterPressed = new CancellationTokenSource();
var socket = ZiBaiServer.CreateBindSocket("127.0.0.1:0");
var serving = ZiBaiServer.ServeAsync(
    Greeting.App,
    [socket],
    maxWorkers: 10,
    beforeServe: () => Console.Out.WriteLineAsync($"Serving on http://{socket.LocalEndPoint}; press Enter to stop."),
    gracefulExit: enterPressed.Token);

await Task.WhenAny(serving, Console.In.ReadLineAsync());
enterPressed.Cancel();
await serving;

public static class Greeting
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8")]);
        return ["Hello on my own socket!\n"u8.ToArray()];
    }
}
