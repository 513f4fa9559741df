// A site: a guest book on SQLite, kept in the file that GUESTBOOK_DB names (guestbook.db). Several workers may write to it.
//   zibai samples/GuestBook:App -p 2
//   curl -i -d name=Ada -d text=Hello http://127.0.0.1:8000/          HTTP/1.1 303 See Other
//   curl http://127.0.0.1:8000/          the form, and <dt>Ada</dt><dd>Hello</dd>
using System.Text;
using System.Web;
using ZiBai;

namespace GuestBook;

public static class Served
{
    // Made when the app is loaded, so that a worker that cannot open its file does not start.
    public static readonly WsgiApp App = new Site(Environment.GetEnvironmentVariable("GUESTBOOK_DB") ?? "guestbook.db").App;
}

/// <summary>The site by itself, so that a test makes one with a file of its own.</summary>
public sealed class Site(string path)
{
    private const int LongestForm = 16 * 1024;

    private readonly EntryStore _entries = new(path);

    public IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse) =>
        ((string)environ[EnvironKeys.PathInfo]!, (string)environ[EnvironKeys.RequestMethod]!) switch
        {
            ("/" or "", "GET" or "HEAD") => Send(startResponse, "200 OK", Page.Of(_entries.Newest(100))),
            ("/" or "", "POST") => Add(environ, startResponse),
            ("/" or "", _) => Send(startResponse, "405 Method Not Allowed", Page.Message("GET or POST, please."), ("Allow", "GET, HEAD, POST")),
            _ => Send(startResponse, "404 Not Found", Page.Message("There is no such page.")),
        };

    private IEnumerable<ReadOnlyMemory<byte>> Add(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        if (ReadAtMost((Stream)environ[EnvironKeys.WsgiInput]!, LongestForm) is not { } body)
        {
            return Send(startResponse, "413 Content Too Large", Page.Message("That is too long."));
        }

        var form = HttpUtility.ParseQueryString(Encoding.UTF8.GetString(body));
        if (form["name"]?.Trim() is not { Length: > 0 } name || form["text"]?.Trim() is not { Length: > 0 } text)
        {
            return Send(startResponse, "400 Bad Request", Page.Message("Both a name and a text, please."));
        }

        _entries.Add(name, text);

        // So that reloading the page does not send the form again. What the path begins with is told by --url-prefix, or a proxy.
        return Send(startResponse, "303 See Other", "", ("Location", $"{environ[EnvironKeys.ScriptName]}/"));
    }

    /// <summary>The whole body; null if it is longer than allowed, whatever length it said it had.</summary>
    private static byte[]? ReadAtMost(Stream input, int limit)
    {
        var buffer = new byte[limit + 1];
        var length = input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length > limit ? null : buffer[..length];
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Send(StartResponse startResponse, string status, string html, params (string Name, string Value)[] more)
    {
        // A second wall behind the encoding: whatever gets into the page, nothing of it is run.
        startResponse(status, [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", "default-src 'none'; form-action 'self'"), .. more]);
        return [Encoding.UTF8.GetBytes(html)];
    }
}
