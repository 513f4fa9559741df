// Async: an app that waits with await holds no thread meanwhile, so few threads serve many clients that wait. Here, server-sent events.
//   zibai samples/async.cs:App -w 1000
//   curl -N http://127.0.0.1:8000/          data: the time, each second, until Ctrl+C
using System.Text;
using ZiBai;

public static class Async
{
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/event-stream"), ("Cache-Control", "no-store"), ("X-Accel-Buffering", "no")]);

        // It fires when the client goes away: the wait then ends with an OperationCanceledException, and the loop with it.
        var clientGone = (CancellationToken)environ[EnvironKeys.RequestAborted]!;
        while (true)
        {
            yield return Encoding.UTF8.GetBytes($"data: {DateTimeOffset.UtcNow:O}\n\n");
            await Task.Delay(TimeSpan.FromSeconds(1), clientGone);
        }
    }
}
