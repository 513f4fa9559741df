// Streaming: each chunk is sent before the next is asked for. A body may take its time, and may be longer than the memory.
//   zibai samples/streaming.cs:App
//   curl -N 'http://127.0.0.1:8000/?3'          3, 2, 1, Liftoff! a second apart
using System.Text;
using ZiBai;

public static class Streaming
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        var from = int.TryParse((string)environ[EnvironKeys.QueryString]!, out var number) ? number : 10;

        // The second header is for nginx, if one is in front: it is to pass each chunk on at once, and to store none.
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("X-Accel-Buffering", "no")]);
        try
        {
            for (; from > 0; from--)
            {
                yield return Encoding.UTF8.GetBytes($"{from}\n");
                Thread.Sleep(TimeSpan.FromSeconds(1));
            }

            yield return "Liftoff!\n"u8.ToArray();
        }
        finally
        {
            // This runs in any case: when a client has left, too, no more chunks are asked for.
            ((TextWriter)environ[EnvironKeys.WsgiErrors]!).WriteLine($"Counted down to {from}");
        }
    }
}
