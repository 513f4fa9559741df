using System.Text;
using ZiBai;

namespace Probe;

internal static class Answer
{
    public static IEnumerable<ReadOnlyMemory<byte>> Text(StartResponse startResponse, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", $"{body.Length}")]);
        return [body];
    }

    /// Tells the test, by a line in the server's log, that a request has come into the app.
    public static void SayEntered(IDictionary<string, object?> environ)
    {
        var errors = (TextWriter)environ[EnvironKeys.WsgiErrors]!;
        errors.WriteLine($"entered {environ[EnvironKeys.PathInfo]}");
        errors.Flush();
    }
}
