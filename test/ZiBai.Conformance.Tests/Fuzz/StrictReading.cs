using System.Globalization;

namespace ZiBai.Conformance.Tests.Fuzz;

/// <summary>A request as the strict reader sees it.</summary>
/// <param name="Line">Method and target.</param>
/// <param name="Body">Its body in Latin-1; null where the body is cut short or malformed.</param>
internal sealed record ReadRequest(string Line, string? Body);

/// <summary>How what was sent ends.</summary>
internal enum ReadEnd
{
    /// <summary>Between requests, on a connection that goes on.</summary>
    Open,

    /// <summary>Behind a request that is the connection's last.</summary>
    Closed,

    /// <summary>Within a request.</summary>
    Short,

    /// <summary>At something that is no request.</summary>
    Malformed,
}

/// <summary>
/// What requests a client's bytes hold, read by the letter of RFC 9112 and by nothing of the server's: the app may see these and no others. Where
/// the server is known to take more, and nobody can be misled by it, a comment says so; the tests of legal requests pin the same.
/// </summary>
internal sealed class StrictReading
{
    private const string Token = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private readonly string _bytes;
    private readonly List<ReadRequest> _requests = [];
    private int _at;

    private StrictReading(string latin1)
    {
        _bytes = latin1;
    }

    /// <summary>Reads all that was sent.</summary>
    public static (IReadOnlyList<ReadRequest> Requests, ReadEnd End) Of(string latin1)
    {
        var reading = new StrictReading(latin1);
        ReadEnd? end;
        while ((end = reading.Request()) is null)
        {
        }

        return (reading._requests, end.Value);
    }

    /// <summary>One request; null if another may follow.</summary>
    private ReadEnd? Request()
    {
        // Empty lines before a request, of whatever kind, are passed over.
        while (_at < _bytes.Length && _bytes[_at] is '\r' or '\n')
        {
            _at++;
        }

        if (_at == _bytes.Length)
        {
            return ReadEnd.Open;
        }

        if (Line() is not { } line)
        {
            return Failed;
        }

        List<(string Name, string Value)> fields = [];
        while (Line() is { } field)
        {
            if (field.Length > 0)
            {
                var colon = field.IndexOf(':', StringComparison.Ordinal);
                if (!IsField(field, colon))
                {
                    return ReadEnd.Malformed;
                }

                fields.Add((field[..colon].ToUpperInvariant(), field[(colon + 1)..].Trim(' ', '\t')));
                continue;
            }

            return Whole(line, fields);
        }

        return Failed;
    }

    private ReadEnd? Whole(string line, List<(string Name, string Value)> fields)
    {
        string[] Values(string name) => [.. fields.Where(field => field.Name == name).Select(static field => field.Value)];

        if (!IsLine(line, out var method, out var target, out var old)
            || Values("HOST").Length > 1
            || (Values("HOST").Length == 0 && !old)
            || Values("CONTENT-LENGTH").Length > 1
            || Values("TRANSFER-ENCODING").Length > 1)
        {
            return ReadEnd.Malformed;
        }

        var isChunked = Values("TRANSFER-ENCODING") is [var coding] && coding.Equals("chunked", StringComparison.OrdinalIgnoreCase);
        var length = 0L;
        if (Values("TRANSFER-ENCODING").Length > 0 && (!isChunked || old || Values("CONTENT-LENGTH").Length > 0))
        {
            return ReadEnd.Malformed;
        }

        if (Values("CONTENT-LENGTH") is [var digits]
            && (!digits.All(char.IsAsciiDigit) || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out length)))
        {
            return ReadEnd.Malformed;
        }

        var (body, end) = isChunked ? Chunks() : Body(length);
        _requests.Add(new ReadRequest($"{method} {target}", body));
        var options = Values("CONNECTION").SelectMany(static value => value.Split(','))
            .Select(static option => option.Trim(' ', '\t').ToUpperInvariant()).ToArray();
        return end ?? (options.Contains("CLOSE") || (old && !options.Contains("KEEP-ALIVE")) ? ReadEnd.Closed : null);
    }

    private static bool IsField(string field, int colon) => colon > 0 && field[..colon].All(Token.Contains) && !field.Contains('\0');

    private static bool IsLine(string line, out string method, out string target, out bool old)
    {
        // More spaces behind the target are passed over; and what parts it from the version may be any one character.
        (method, target, old) = ("", "", line.EndsWith("HTTP/1.0", StringComparison.Ordinal));
        if (line.Length < 9 || (!old && !line.EndsWith("HTTP/1.1", StringComparison.Ordinal)))
        {
            return false;
        }

        var parts = line[..^9].TrimEnd(' ').Split(' ');
        if (parts is not [{ Length: > 0 }, { Length: > 0 }] || parts[0].Any(static c => !Token.Contains(c)))
        {
            return false;
        }

        (method, target) = (parts[0], parts[1]);
        return target.All(static c => c is > ' ' and <= '~' and not '#');
    }

    private (string? Body, ReadEnd? End) Body(long length)
    {
        if (_bytes.Length - _at < length)
        {
            return (null, ReadEnd.Short);
        }

        _at += (int)length;
        return (_bytes.Substring(_at - (int)length, (int)length), null);
    }

    private (string? Body, ReadEnd? End) Chunks()
    {
        var body = "";
        while (Line() is { } line)
        {
            // The text of an extension is passed over.
            var extension = line.IndexOf(';', StringComparison.Ordinal);
            var digits = extension < 0 ? line : line[..extension];
            if (digits.Length == 0 || !digits.All(char.IsAsciiHexDigit) || digits.TrimStart('0').Length > 8)
            {
                return (null, ReadEnd.Malformed);
            }

            var size = long.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                return Trailers(body);
            }

            var (data, end) = Body(size);
            if (data is null)
            {
                return (null, end);
            }

            body += data;
            var behind = _bytes.AsSpan(_at, Math.Min(2, _bytes.Length - _at));
            if (!behind.SequenceEqual("\r\n".AsSpan(0, behind.Length)))
            {
                return (null, ReadEnd.Malformed);
            }

            if (behind.Length < 2)
            {
                return (null, ReadEnd.Short);
            }

            _at += 2;
        }

        return (null, Failed);
    }

    private (string? Body, ReadEnd? End) Trailers(string body)
    {
        while (Line() is { } field)
        {
            if (field.Length == 0)
            {
                return (body, null);
            }

            var colon = field.IndexOf(':', StringComparison.Ordinal);
            if (!IsField(field, colon))
            {
                return (null, ReadEnd.Malformed);
            }
        }

        return (null, Failed);
    }

    /// <summary>Why there was no line: it has no end, or one that is none.</summary>
    private ReadEnd Failed => _bytes.IndexOf('\n', _at) < 0 ? ReadEnd.Short : ReadEnd.Malformed;

    /// <summary>A line without its CRLF; null if there is none, or a bare CR or LF in it.</summary>
    private string? Line()
    {
        var end = _bytes.IndexOf('\n', _at);
        if (end < 0 || end == _at || _bytes[end - 1] != '\r' || _bytes.AsSpan(_at, end - 1 - _at).Contains('\r'))
        {
            return null;
        }

        var line = _bytes[_at..(end - 1)];
        _at = end + 1;
        return line;
    }
}
