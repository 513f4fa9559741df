using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ZiBai;

namespace Transfers;

/// <summary>Moves bodies of any size in both directions: <c>zibai transfer:App</c>.</summary>
public static class Transfer
{
    private const int BlockSize = 64 * 1024;

    public static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        var query = Query(environ);
        return (string)environ[EnvironKeys.PathInfo]! switch
        {
            "/upload" => Says(startResponse, HashOf((Stream)environ[EnvironKeys.WsgiInput]!)),
            "/download" => Download(query, startResponse),
            "/file" => SendFile(environ, query["path"], startResponse),
            "/port" => Says(startResponse, (string)environ[EnvironKeys.RemotePort]!),
            _ => Says(startResponse, "transfer"),
        };
    }

    /// <summary>The SHA-256 of a body, read in blocks.</summary>
    private static string HashOf(Stream input)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[BlockSize];
        while (input.Read(block) is > 0 and var read)
        {
            hash.AppendData(block.AsSpan(0, read));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>
    /// <c>length</c> bytes as <c>new Random(seed)</c> gives them. With a <c>gate</c>, the path of a Unix socket, it stops half-way: connects
    /// there, and goes on when the other side closes.
    /// </summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Download(Dictionary<string, string> query, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "application/octet-stream")]);
        var length = int.Parse(query["length"], CultureInfo.InvariantCulture);
        var gate = query.GetValueOrDefault("gate");
        var random = new Random(int.Parse(query["seed"], CultureInfo.InvariantCulture));
        var block = new byte[BlockSize];
        for (var sent = 0; sent < length;)
        {
            if (gate is not null && sent >= length / 2)
            {
                PassGate(gate);
                gate = null;
            }

            var size = Math.Min(block.Length, length - sent);
            random.NextBytes(block.AsSpan(0, size));
            yield return block.AsMemory(0, size);
            sent += size;
        }
    }

    private static void PassGate(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        socket.Receive(new byte[1]);
    }

    private static FileWrapper SendFile(IDictionary<string, object?> environ, string path, StartResponse startResponse)
    {
        var wrap = (Func<Stream, int, FileWrapper>)environ[EnvironKeys.WsgiFileWrapper]!;
        var file = File.OpenRead(path);
        startResponse(
            "200 OK",
            [("Content-Type", "application/octet-stream"), ("Content-Length", file.Length.ToString(CultureInfo.InvariantCulture))]);
        return wrap(file, BlockSize);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Says(StartResponse startResponse, string text)
    {
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8")]);
        return [Encoding.UTF8.GetBytes(text)];
    }

    private static Dictionary<string, string> Query(IDictionary<string, object?> environ) =>
        ((string)environ[EnvironKeys.QueryString]!).Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
}
