using ZiBai;

public static class Hello
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "12")]);
        return ["Hello World!"u8.ToArray()];
    }
}
