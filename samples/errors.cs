// Errors: each way in which an app can fail has a path here. See what the client gets, and what the log says.
//   zibai samples/errors.cs:App
//   curl -i http://127.0.0.1:8000/throws-before-start          HTTP/1.1 500 Internal Server Error
//   curl -i http://127.0.0.1:8000/throws-after-first-chunk     the first chunk, and then curl tells that the connection broke
using ZiBai;

public static class Errors
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse) =>
        (string)environ[EnvironKeys.PathInfo]! switch
        {
            "/throws-before-start" => throw new InvalidOperationException("Thrown before the response began."),
            "/throws-after-start" => ThrowsAfterStart(startResponse),
            "/throws-after-first-chunk" => ThrowsAfterFirstChunk(startResponse),
            "/never-starts" => ["startResponse was never called"u8.ToArray()],
            "/returns-null" => ReturnsNull(startResponse),
            "/too-few-bytes" => Says(startResponse, contentLength: "10", "12345"),
            "/too-many-bytes" => Says(startResponse, contentLength: "5", "12345", "67890"),
            _ => Says(startResponse, contentLength: "2", "ok"),
        };

    private static IEnumerable<ReadOnlyMemory<byte>> ThrowsAfterStart(StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        throw new InvalidOperationException("Thrown after startResponse, before any byte of the body.");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> ThrowsAfterFirstChunk(StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        yield return "the first chunk"u8.ToArray();
        throw new InvalidOperationException("Thrown after the first chunk.");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> ReturnsNull(StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return null!;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Says(StartResponse startResponse, string contentLength, params string[] chunks)
    {
        startResponse("200 OK", [("Content-Type", "text/plain"), ("Content-Length", contentLength)]);
        return chunks.Select(chunk => new ReadOnlyMemory<byte>(System.Text.Encoding.ASCII.GetBytes(chunk)));
    }
}
