using ZiBai;

namespace Probe;

/// Apps that stay in a request.
public static class Waiting
{
    private static int _inside;
    private static int _mostInside;

    /// Waits for the whole of the request's body, then tells how many requests were in here at once at most.
    public static IEnumerable<ReadOnlyMemory<byte>> ForBody(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        Enter(environ);
        ((Stream)environ[EnvironKeys.WsgiInput]!).CopyTo(Stream.Null);
        return Leave(startResponse);
    }

    /// The same, holding no thread.
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ForBodyAsync(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        Enter(environ);
        await ((Stream)environ[EnvironKeys.WsgiInput]!).CopyToAsync(Stream.Null);
        foreach (var chunk in Leave(startResponse))
        {
            yield return chunk;
        }
    }

    /// Never comes back, whatever happens to the connection. Other paths than /stuck are answered.
    public static IEnumerable<ReadOnlyMemory<byte>> Forever(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        if ((string)environ[EnvironKeys.PathInfo]! == "/stuck")
        {
            Answer.SayEntered(environ);
            new ManualResetEvent(false).WaitOne();
        }

        return Answer.Text(startResponse, "not stuck");
    }

    /// The same, holding no thread.
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ForeverAsync(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        Answer.SayEntered(environ);
        await new TaskCompletionSource().Task;
        yield return Answer.Text(startResponse, "never").Single();
    }

    private static void Enter(IDictionary<string, object?> environ)
    {
        var inside = Interlocked.Increment(ref _inside);
        int most;
        while (inside > (most = Volatile.Read(ref _mostInside)))
        {
            Interlocked.CompareExchange(ref _mostInside, inside, most);
        }

        Answer.SayEntered(environ);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Leave(StartResponse startResponse)
    {
        Interlocked.Decrement(ref _inside);
        return Answer.Text(startResponse, $"most inside: {Volatile.Read(ref _mostInside)}");
    }
}
