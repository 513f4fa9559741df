using System.Globalization;
using System.Text;
using ZiBai;

namespace WorkloadApps;

/// <summary>What the load benchmark asks of an app, each as an app of its own: <c>zibai workloads:Sync.Echo</c>.</summary>
public static class Sync
{
    private static readonly byte[] _hello = "Hello World!"u8.ToArray();

    /// <summary>Says the body back.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Echo(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        var body = new byte[int.Parse((string)environ[EnvironKeys.ContentLength]!, CultureInfo.InvariantCulture)];
        ((Stream)environ[EnvironKeys.WsgiInput]!).ReadExactly(body);
        startResponse("200 OK", [("Content-Type", "application/octet-stream"), ("Content-Length", Text(body.Length))]);
        return [body];
    }

    /// <summary>Says two of the request's headers back.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Headers(IDictionary<string, object?> environ, StartResponse startResponse) =>
        [Says(startResponse, Encoding.ASCII.GetBytes($"{environ["HTTP_USER_AGENT"]}\n{environ["HTTP_ACCEPT_LANGUAGE"]}"))];

    /// <summary>Sends 1 MiB, chunk by chunk.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Stream(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "application/octet-stream")]);
        for (var sent = 0; sent < Chunks.Count; sent++)
        {
            yield return Chunks.One;
        }
    }

    /// <summary>Sends the file that the environment variable <c>BENCHMARK_FILE</c> names.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> File(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        var wrap = (Func<Stream, int, FileWrapper>)environ[EnvironKeys.WsgiFileWrapper]!;
        var file = System.IO.File.OpenRead(Environment.GetEnvironmentVariable("BENCHMARK_FILE")!);
        startResponse("200 OK", [("Content-Type", "application/octet-stream"), ("Content-Length", Text(file.Length))]);
        return wrap(file, Chunks.Size);
    }

    /// <summary>Reads the body, and says its length.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Upload(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        var input = (Stream)environ[EnvironKeys.WsgiInput]!;
        var piece = new byte[Chunks.Size];
        var length = 0L;
        while (input.Read(piece) is > 0 and var read)
        {
            length += read;
        }

        return [Says(startResponse, Encoding.ASCII.GetBytes(Text(length)))];
    }

    /// <summary>Takes 10 ms, and holds its thread meanwhile.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Sleep(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        Thread.Sleep(TimeSpan.FromMilliseconds(10));
        return [Says(startResponse, _hello)];
    }

    internal static ReadOnlyMemory<byte> Says(StartResponse startResponse, byte[] body)
    {
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", Text(body.Length))]);
        return body;
    }

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
