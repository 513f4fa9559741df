namespace ZiBai.Conformance.Tests.Fixture;

/// <summary>Apps that many tests use, and what they send.</summary>
internal static class Apps
{
    /// <summary>The smallest request.</summary>
    public const string Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    /// <summary>The smallest request of HTTP/1.0.</summary>
    public const string OldGet = "GET / HTTP/1.0\r\n\r\n";

    /// <summary>The server's own headers, the date masked.</summary>
    public const string Own = "Date: *\r\nServer: Z\u00ee B\u00e1i\r\n";

    /// <summary>The server's own answer to an app that failed.</summary>
    public const string InternalServerError =
        "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 22\r\nContent-Type: text/plain; charset=utf-8\r\n" + Own
        + "\r\nInternal Server Error\n";

    /// <summary>
    /// What an app that failed is answered with. In a pipeline what it throws is the middleware's around it to answer, and without any Kestrel's: an
    /// empty 500, in Kestrel's name.
    /// </summary>
    public static string Failed(Door door) => door == Door.Direct
        ? InternalServerError
        : "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nDate: *\r\nServer: Kestrel\r\n\r\n";

    /// <summary>Sends the request's body back as it comes: the echo sample.</summary>
    public static Chunks Echo(EnvironMap environ, StartResponse startResponse)
    {
        var input = (Stream)environ["wsgi.input"]!;
        startResponse("200 OK", []);
        var buffer = new byte[16 * 1024];
        while (input.Read(buffer) is > 0 and var read)
        {
            yield return buffer.AsMemory(0, read);
        }
    }

    /// <summary>The echo sample that waits without a thread.</summary>
    public static async AsyncChunks EchoAsync(EnvironMap environ, StartResponse startResponse)
    {
        var input = (Stream)environ["wsgi.input"]!;
        startResponse("200 OK", []);
        var buffer = new byte[16 * 1024];
        while (await input.ReadAsync(buffer) is > 0 and var read)
        {
            yield return buffer.AsMemory(0, read);
        }
    }

    /// <summary>The echo in the form that a theory asks for.</summary>
    public static Task<ServedApp> ServeEchoAsync(Door door, AppForm form) =>
        form == AppForm.Async ? ServedApp.StartAsync(door, EchoAsync) : ServedApp.StartAsync(door, Echo, form);

    /// <summary>Answers with these chunks, as a generator: how many there are shows only at the end.</summary>
    public static WsgiApp Generator(string status, (string Name, string Value)[] headers, params string[] chunks)
    {
        return App;

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            startResponse(status, headers);
            foreach (var chunk in chunks)
            {
                yield return Wire.Bytes(chunk);
            }
        }
    }

    /// <summary>Answers with these chunks, as an array.</summary>
    public static WsgiApp Array(string status, (string Name, string Value)[] headers, params string[] chunks) => (_, startResponse) =>
    {
        startResponse(status, headers);
        return chunks.Select(Wire.Bytes).ToArray();
    };
}
