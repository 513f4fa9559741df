using ZiBai;

namespace Probe;

/// Apps that tell what they see.
public static class Telling
{
    private static int _requests;

    /// The environ's values that the query names, a line each: <c>/?PATH_INFO,REMOTE_ADDR</c>.
    public static IEnumerable<ReadOnlyMemory<byte>> Environ(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        var keys = ((string)environ[EnvironKeys.QueryString]!).Split(',');
        return Answer.Text(startResponse, string.Join('\n', keys.Select(key => $"{key}={(environ.TryGetValue(key, out var value) ? value : "(none)")}")));
    }

    /// The name of the thread it runs on.
    public static IEnumerable<ReadOnlyMemory<byte>> ThreadName(IDictionary<string, object?> environ, StartResponse startResponse) =>
        Answer.Text(startResponse, Thread.CurrentThread.Name ?? "");

    /// Writes its path to wsgi.errors, and throws an exception that says it.
    public static IEnumerable<ReadOnlyMemory<byte>> PathInFailure(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        Answer.SayEntered(environ);
        throw new InvalidOperationException($"cannot serve {environ[EnvironKeys.PathInfo]}");
    }

    /// Notes each request in the file that hooks write to.
    public static IEnumerable<ReadOnlyMemory<byte>> Recorded(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        Record.Append($"request {Interlocked.Increment(ref _requests)}");
        return Answer.Text(startResponse, "recorded");
    }
}
