// Self serving: a program that serves its own app. It takes zibai's command line, without the app: try --help.
//   dotnet run --project samples/SelfServing -- -p 2
//   curl http://127.0.0.1:8000/          Hello from my own program!
using ZiBai;

return await ZiBaiServer.RunAsync(args, Greeting.App);

public static class Greeting
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8")]);
        return ["Hello from my own program!\n"u8.ToArray()];
    }
}
