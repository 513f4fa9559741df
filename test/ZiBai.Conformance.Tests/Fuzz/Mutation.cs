using System.Globalization;

namespace ZiBai.Conformance.Tests.Fuzz;

/// <summary>What a mutation does to the bytes.</summary>
internal enum MutationKind
{
    Cut,
    Delete,
    Repeat,
    Splice,
    FlipBit,
    Insert,
    Overwrite,
    RepeatLine,
    DropLine,
    ChangeNumber,
}

/// <summary>One change of a client's bytes. All that is random in it is in its parts, so that it can be made again.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Where">Where: modulo what there is.</param>
/// <param name="From">Where the second part is, or which bit.</param>
/// <param name="Length">How many bytes.</param>
/// <param name="Odd">What is put in.</param>
internal sealed record Mutation(MutationKind Kind, int Where, int From, int Length, string Odd)
{
    /// <summary>What means something to a reader of HTTP, or nearly does.</summary>
    public static readonly string[] Odds =
    [
        "\r", "\n", "\r\n", "\r\n\r\n", "\n\n", "\0", " ", "\t", "\v", "\f", ":", ";", ",", "#", "@", "+", "-", "0", "0x", "\u007f", "\u0080", "\u00ff",
        "Content-Length: 3\r\n", "Content-Length: 0\r\n", "Content-Length:\r\n", "X-Content-Length: 3\r\n", "Content_Length: 3\r\n",
        "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: identity\r\n", "Transfer-Encoding:\tchunked \r\n", "Host: g\r\n", "Connection: close\r\n",
        "Connection: upgrade\r\n", "Expect: 100-continue\r\n", "X: 1\r\n 2\r\n", "chunked, ", "HTTP/1.0", "HTTP/1.1", "0\r\n\r\n", "5;a\n\r\n",
        "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ];

    /// <summary>The bytes, changed.</summary>
    public string Apply(string bytes)
    {
        if (bytes.Length == 0)
        {
            return Odd;
        }

        var at = Place(bytes, Where);
        var length = Math.Min(Length, bytes.Length - at);
        return Kind switch
        {
            MutationKind.Cut => bytes[..at],
            MutationKind.Delete => bytes.Remove(at, length),
            MutationKind.Repeat => bytes.Insert(at, bytes.Substring(at, length)),
            MutationKind.Splice => bytes[..at] + bytes[Place(bytes, From)..],
            MutationKind.FlipBit => $"{bytes[..at]}{(char)(bytes[at] ^ (1 << (From % 8)))}{bytes[(at + 1)..]}",
            MutationKind.Insert => bytes.Insert(at, Odd),
            MutationKind.Overwrite => bytes.Remove(at, length).Insert(at, Odd),
            MutationKind.RepeatLine => bytes.Insert(LineOf(bytes, at).Start.Value, bytes[LineOf(bytes, at)]),
            MutationKind.DropLine => bytes.Remove(LineOf(bytes, at).Start.Value, bytes[LineOf(bytes, at)].Length),
            MutationKind.ChangeNumber => ChangeNumber(bytes, at),
            _ => throw new ArgumentOutOfRangeException(nameof(bytes)),
        };
    }

    private static Range LineOf(string bytes, int at)
    {
        var start = at == 0 ? 0 : bytes.LastIndexOf('\n', at - 1) + 1;
        var end = bytes.IndexOf('\n', at) + 1;
        return start..(end == 0 ? bytes.Length : end);
    }

    /// <summary>Anywhere, or, as often, where the grammar has something to say.</summary>
    private static int Place(string bytes, int where)
    {
        if (where % 2 == 0)
        {
            return where / 2 % bytes.Length;
        }

        int[] places = [.. Enumerable.Range(0, bytes.Length).Where(i => bytes[i] is '\r' or '\n' or ':' or ' ' or ';' || char.IsAsciiDigit(bytes[i]))];
        return places.Length == 0 ? 0 : places[where / 2 % places.Length];
    }

    private string ChangeNumber(string bytes, int at)
    {
        var start = bytes.AsSpan(at).IndexOfAnyInRange('0', '9');
        if (start < 0)
        {
            return bytes;
        }

        start += at;
        var digits = bytes[start..].TakeWhile(char.IsAsciiDigit).Count();
        var number = long.TryParse(bytes.AsSpan(start, digits), CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        var changed = (From % 4) switch
        {
            0 => number + 1,
            1 => number - 1,
            2 => number * 16,
            _ => 0x1_0000_0000 + number,
        };
        return bytes.Remove(start, digits).Insert(start, changed.ToString(CultureInfo.InvariantCulture));
    }
}
