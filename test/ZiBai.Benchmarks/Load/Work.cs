using System.Text;
using ZiBai.Benchmarks.Servers;

namespace ZiBai.Benchmarks.Load;

/// <summary>One request, and the response that every server has to give to it.</summary>
/// <param name="Name">What the servers here know it by; an app's name in test/Apps/Workloads.</param>
/// <param name="Response">The body of the response.</param>
internal sealed record Work(string Name, byte[] Response)
{
    private const int Mebibyte = 1024 * 1024;
    private const string UserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private const string Language = "en-GB,en;q=0.8,de;q=0.5";
    private const string Bytes = "application/octet-stream";

    public string Method { get; init; } = "GET";

    /// <summary>Headers of the request, beside Host and Content-Length.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Bytes in the body of the request, each an x.</summary>
    public int BodyLength { get; init; }

    /// <summary>The content type of the response.</summary>
    public string ContentType { get; init; } = "text/plain; charset=utf-8";

    /// <summary>Whether the response comes in chunks; else it has a Content-Length.</summary>
    public bool IsChunked { get; init; }

    public static Work Hello { get; } = new("Hello", Material.Hello);

    public static Work Echo { get; } = new("Echo", Xs(1024)) { Method = "POST", BodyLength = 1024, ContentType = Bytes };

    /// <summary>With Host, 20 headers; the app reads two.</summary>
    public static Work TwentyHeaders { get; } = new("Headers", Encoding.ASCII.GetBytes($"{UserAgent}\n{Language}"))
    {
        Headers =
        [
            ("User-Agent", UserAgent),
            ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            ("Accept-Language", Language),
            ("Accept-Encoding", "gzip, deflate, br, zstd"),
            ("Cache-Control", "no-cache"),
            ("Cookie", "session=6f1c2a9e4b7d4c0f8a35d1e2b9c7f604; theme=dark; seen=1"),
            ("DNT", "1"),
            ("Pragma", "no-cache"),
            ("Priority", "u=0, i"),
            ("Referer", "http://localhost/shop/basket?page=2"),
            ("Sec-CH-UA", "\"Chromium\";v=\"140\", \"Not=A?Brand\";v=\"24\""),
            ("Sec-CH-UA-Mobile", "?0"),
            ("Sec-CH-UA-Platform", "\"Linux\""),
            ("Sec-Fetch-Dest", "document"),
            ("Sec-Fetch-Mode", "navigate"),
            ("Sec-Fetch-Site", "same-origin"),
            ("Sec-Fetch-User", "?1"),
            ("Upgrade-Insecure-Requests", "1"),
            ("X-Request-Id", "01jd9c7s2k5v8m3n6p4q0r1t2w"),
        ],
    };

    public static Work Stream { get; } = new("Stream", Xs(Mebibyte)) { ContentType = Bytes, IsChunked = true };

    public static Work File { get; } = new("File", RandomBytes(10 * Mebibyte)) { ContentType = Bytes };

    public static Work Upload { get; } = new("Upload", "10485760"u8.ToArray()) { Method = "POST", BodyLength = 10 * Mebibyte };

    public static Work Sleep { get; } = new("Sleep", Material.Hello);

    /// <summary>The body of the request.</summary>
    public byte[] Body() => Xs(BodyLength);

    private static byte[] Xs(int count) => [.. Enumerable.Repeat((byte)'x', count)];

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
