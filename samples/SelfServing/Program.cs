using ZiBai;

// A program that serves its own app takes the zibai command line, without the app argument: try --help.
return await ZiBaiServer.RunAsync(args, Greeting.App);

public static class Greeting
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8")]);
        return ["Hello from my own program!\n"u8.ToArray()];
    }
}
