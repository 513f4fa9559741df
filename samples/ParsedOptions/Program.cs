using ZiBai;

// The command line as a record: look at it, change it, then serve.
var options = ZiBaiOptions.Parse(["ParsedOptions:App", .. args]);
return await ZiBaiServer.RunAsync(options with { UrlPrefix = options.UrlPrefix ?? "/greeting" });

public static class Greeting
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8")]);
        return ["Hello with parsed options!\n"u8.ToArray()];
    }
}
