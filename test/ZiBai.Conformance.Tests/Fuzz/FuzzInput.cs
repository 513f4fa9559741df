using System.Globalization;
using System.Text;
using CsCheck;

namespace ZiBai.Conformance.Tests.Fuzz;

/// <summary>What one client sends, on one connection.</summary>
/// <param name="Bytes">All of it, in Latin-1.</param>
/// <param name="Cuts">Where it is cut into packets: each modulo the length.</param>
internal sealed record FuzzInput(string Bytes, int[] Cuts)
{
    private const int Anywhere = 1 << 16;

    /// <summary>One to three requests that are well-formed, and up to three mutations.</summary>
    public static readonly Gen<FuzzInput> Any = Gen.Select(
        Request().Array[1, 3],
        Gen.Select(
            Gen.Enum<MutationKind>(),
            Gen.Int[0, Anywhere],
            Gen.Int[0, Anywhere],
            Gen.Int[1, 40],
            Gen.OneOf(Mutation.Odds),
            static (kind, where, from, length, odd) => new Mutation(kind, where, from, length, odd)).Array[0, 3],
        Gen.Int[0, Anywhere].Array[0, 4],
        static (requests, mutations, cuts) => new FuzzInput(
            mutations.Aggregate(string.Concat(requests), static (bytes, mutation) => mutation.Apply(bytes)), cuts));

    /// <summary>The packets.</summary>
    public IEnumerable<byte[]> Packets()
    {
        var bytes = Encoding.Latin1.GetBytes(Bytes);
        var from = 0;
        foreach (var cut in Cuts.Select(cut => cut % (bytes.Length + 1)).Order().Append(bytes.Length))
        {
            if (cut > from)
            {
                yield return bytes[from..cut];
                from = cut;
            }
        }
    }

    public override string ToString() =>
        $"{Escaped(Bytes)} in packets of {string.Join(", ", Packets().Select(static packet => packet.Length.ToString(CultureInfo.InvariantCulture)))}";

    public static string Escaped(string latin1)
    {
        var text = new StringBuilder("\"");
        foreach (var c in latin1)
        {
            _ = c switch
            {
                '\r' => text.Append("\\r"),
                '\n' => text.Append("\\n"),
                '"' or '\\' => text.Append('\\').Append(c),
                < ' ' or > '~' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }

    private static Gen<string> Request() => Gen.Select(
        Gen.OneOf("GET", "HEAD", "POST", "POST", "PUT", "OPTIONS"),
        Gen.OneOf("/", "/1", "/a%20b?c=d", "http://h/2", "/3?GET%20/"),
        Gen.Frequency((6, " HTTP/1.1\r\nHost: h\r\n"), (1, " HTTP/1.0\r\n"), (1, " HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\n")),
        Gen.OneOf("X-A: 1\r\n", "Cookie: a=b\r\n", "Accept:\t*/*\t\r\n", "Content-Type: a/b\r\n", "Expect: 100-continue\r\n", "X_A: 2\r\n")
            .Array[0, 2],
        Gen.Frequency((8, ""), (1, "Connection: close\r\n"), (1, "Connection: keep-alive\r\n")),
        Gen.OneOf(Gen.Const("\r\n"), Sized(), Chunked()),
        static (method, target, version, headers, connection, body) =>
        {
            // Chunks are not for HTTP/1.0.
            var rest = version.Contains("1.0", StringComparison.Ordinal) && body.StartsWith('T') ? "\r\n" : body;
            return $"{method} {target}{version}{string.Concat(headers.Distinct())}{connection}{rest}";
        });

    private static Gen<string> Sized() => Gen.OneOf("", "1", "12345", "0\r\n\r\n", "GET /body HTTP/1.1\r\nHost: h\r\n\r\n")
        .Select(static body => string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n{body}"));

    private static Gen<string> Chunked() => Gen.Select(
        Gen.OneOf(
            "1\r\n1",
            "5\r\n12345",
            "00a\r\n1234567890",
            "5;a=b\r\n12345",
            "5;a=\"b\"\r\n0\r\n\r\n",
            "22\r\nGET /chunk HTTP/1.1\r\nHost: hhh\r\n\r\n").Array[0, 3],
        Gen.OneOf("0\r\n", "00;b\r\n"),
        Gen.OneOf("", "", "X-T: 1\r\n", "Content-Length: 9\r\n"),
        static (chunks, last, trailers) =>
            $"Transfer-Encoding: chunked\r\n\r\n{string.Concat(chunks.Select(static chunk => chunk + "\r\n"))}{last}{trailers}\r\n");
}
