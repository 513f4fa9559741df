using System.Text;
using ZiBai;

namespace GuestBook.Tests;

/// <summary>
/// Calls an app without a server: makes the environ of a request and takes what comes of it. Around the app is the check that it keeps the rules, which
/// throws where it breaks one.
/// </summary>
internal sealed class AppClient
{
    private readonly WsgiApp _app;

    public AppClient(WsgiApp app)
    {
        _app = Validator.Wrap(app);
    }

    public Answer Get(string path = "/", string method = "GET") => Request(method, path, "");

    /// <param name="form">As a browser sends it: <c>name=Ada&amp;text=Hello</c>.</param>
    /// <param name="mountedAt">Where the server has the app: its <c>--url-prefix</c>.</param>
    public Answer Post(string form, string mountedAt = "") => Request("POST", "/", form, mountedAt);

    private Answer Request(string method, string path, string body, string mountedAt = "")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var environ = new Dictionary<string, object?>
        {
            [EnvironKeys.RequestMethod] = method,
            [EnvironKeys.ScriptName] = mountedAt,
            [EnvironKeys.PathInfo] = path,
            [EnvironKeys.QueryString] = "",
            [EnvironKeys.ServerName] = "localhost",
            [EnvironKeys.ServerPort] = "80",
            [EnvironKeys.ServerProtocol] = "HTTP/1.1",
            [EnvironKeys.ContentType] = "application/x-www-form-urlencoded",
            [EnvironKeys.ContentLength] = $"{bytes.Length}",
            [EnvironKeys.WsgiVersion] = (1, 0),
            [EnvironKeys.WsgiUrlScheme] = "http",
            [EnvironKeys.WsgiInput] = new InputStream(new MemoryStream(bytes)),
            [EnvironKeys.WsgiErrors] = TextWriter.Null,
            [EnvironKeys.WsgiMultithread] = false,
            [EnvironKeys.WsgiMultiprocess] = false,
            [EnvironKeys.WsgiRunOnce] = false,
        };

        Answer? answer = null;
        var content = new MemoryStream();
        var chunks = _app(environ, (status, headers, _) =>
        {
            answer = new Answer(status, headers.ToDictionary(StringComparer.OrdinalIgnoreCase), "");
            return chunk => content.Write(chunk.Span);
        });
        try
        {
            foreach (var chunk in chunks)
            {
                content.Write(chunk.Span);
            }
        }
        finally
        {
            (chunks as IDisposable)?.Dispose();
        }

        return answer! with { Body = Encoding.UTF8.GetString(content.ToArray()) };
    }

    internal sealed record Answer(string Status, Dictionary<string, string> Headers, string Body);
}
