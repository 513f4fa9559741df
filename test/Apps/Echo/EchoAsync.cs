using ZiBai;

/// <summary>The same as <see cref="Echo"/>, holding no thread while the client is slow: <c>zibai echo:EchoAsync.App</c>.</summary>
public static class EchoAsync
{
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        var input = (Stream)environ[EnvironKeys.WsgiInput]!;
        startResponse("200 OK", [("Content-Type", Echo.ContentType(environ))]);

        var buffer = new byte[16 * 1024];
        while (await input.ReadAsync(buffer) is > 0 and var read)
        {
            yield return buffer.AsMemory(0, read);
        }
    }
}
