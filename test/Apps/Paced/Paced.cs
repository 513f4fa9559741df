using System.Text;
using ZiBai;

namespace PacedApps;

/// <summary>Apps that take their time, for the benchmarks: <c>zibai paced:Waits</c>.</summary>
public static class Paced
{
    private const int BlockSize = 64 * 1024;
    private const int LargeBlocks = 256;

    /// <summary>Waits a second without a thread, then says the query string back.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Waits(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        await Task.Delay(TimeSpan.FromSeconds(1));
        yield return Says(startResponse, (string)environ[EnvironKeys.QueryString]!);
    }

    /// <summary>Blocks its thread for 100 ms, as an app does that asks a database the old way.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Blocks(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        Thread.Sleep(TimeSpan.FromMilliseconds(100));
        return [Says(startResponse, (string)environ[EnvironKeys.QueryString]!)];
    }

    /// <summary>
    /// At <c>/upload</c> reads the whole body and says its length, at <c>/download</c> sends 16 MiB; elsewhere says the query string back.
    /// </summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Site(IDictionary<string, object?> environ, StartResponse startResponse) =>
        (string)environ[EnvironKeys.PathInfo]! switch
        {
            "/upload" => [Says(startResponse, $"{Length((Stream)environ[EnvironKeys.WsgiInput]!)}")],
            "/download" => Large(startResponse),
            _ => [Says(startResponse, (string)environ[EnvironKeys.QueryString]!)],
        };

    private static ReadOnlyMemory<byte> Says(StartResponse startResponse, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", $"{body.Length}")]);
        return body;
    }

    private static long Length(Stream body)
    {
        var block = new byte[BlockSize];
        long length = 0;
        while (body.Read(block) is > 0 and var read)
        {
            length += read;
        }

        return length;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Large(StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "application/octet-stream")]);
        var block = new byte[BlockSize];
        for (var sent = 0; sent < LargeBlocks; sent++)
        {
            yield return block;
        }
    }
}
