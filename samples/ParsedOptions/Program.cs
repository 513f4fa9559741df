// Parsed options: the command line as a record, to be looked at and changed before it is served by. Here, with a prefix where none was given.
//   dotnet run --project samples/ParsedOptions
//   curl http://127.0.0.1:8000/greeting          Hello with parsed options!
using ZiBai;

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
