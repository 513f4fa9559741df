using System.Globalization;
using System.Text;
using ZiBai;

namespace WorkloadApps;

/// <summary>The same as <see cref="Sync"/>, without a thread where there is something to wait for. A file is sent by the server in either case.</summary>
public static class Async
{
    private static readonly byte[] _hello = "Hello World!"u8.ToArray();

    /// <summary>Says hello, as the hello sample does.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Hello(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        await Task.CompletedTask;
        yield return Sync.Says(startResponse, _hello);
    }

    /// <summary>Says the body back.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Echo(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        var body = new byte[int.Parse((string)environ[EnvironKeys.ContentLength]!, CultureInfo.InvariantCulture)];
        await ((Stream)environ[EnvironKeys.WsgiInput]!).ReadExactlyAsync(body);
        startResponse("200 OK", [("Content-Type", "application/octet-stream"), ("Content-Length", Sync.Text(body.Length))]);
        yield return body;
    }

    /// <summary>Says two of the request's headers back.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Headers(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        await Task.CompletedTask;
        yield return Sync.Says(startResponse, Encoding.ASCII.GetBytes($"{environ["HTTP_USER_AGENT"]}\n{environ["HTTP_ACCEPT_LANGUAGE"]}"));
    }

    /// <summary>Sends 1 MiB, chunk by chunk.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Stream(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        await Task.CompletedTask;
        startResponse("200 OK", [("Content-Type", "application/octet-stream")]);
        for (var sent = 0; sent < Chunks.Count; sent++)
        {
            yield return Chunks.One;
        }
    }

    /// <summary>Reads the body, and says its length.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Upload(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        var input = (Stream)environ[EnvironKeys.WsgiInput]!;
        var piece = new byte[Chunks.Size];
        var length = 0L;
        while (await input.ReadAsync(piece) is > 0 and var read)
        {
            length += read;
        }

        yield return Sync.Says(startResponse, Encoding.ASCII.GetBytes(Sync.Text(length)));
    }

    /// <summary>Takes 10 ms.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Sleep(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(10));
        yield return Sync.Says(startResponse, _hello);
    }
}
