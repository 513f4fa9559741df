// Hello world: an app is a method that takes the request as a dictionary, starts the response, and returns the body in chunks.
//   zibai samples/hello.cs:App
//   curl http://127.0.0.1:8000/          Hello World!
using ZiBai;

public static class Hello
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "12")]);
        return ["Hello World!"u8.ToArray()];
    }
}
