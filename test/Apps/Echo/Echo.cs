using ZiBai;

/// <summary>Sends the request's body back as it comes, however long it is: <c>zibai echo:Echo.App</c>.</summary>
public static class Echo
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        var input = (Stream)environ[EnvironKeys.WsgiInput]!;
        startResponse("200 OK", [("Content-Type", ContentType(environ))]);

        // One buffer is enough: a chunk has gone out before the next is asked for.
        var buffer = new byte[16 * 1024];
        while (input.Read(buffer) is > 0 and var read)
        {
            yield return buffer.AsMemory(0, read);
        }
    }

    internal static string ContentType(IDictionary<string, object?> environ) =>
        environ.TryGetValue(EnvironKeys.ContentType, out var value) ? (string)value! : "application/octet-stream";
}
