using System.Buffers;
using System.Text;

namespace ZiBai.Forwarding;

/// <summary>One element of a Forwarded header: what one proxy says of the request it got. RFC 7239 section 4.</summary>
/// <param name="Text">The element as it was sent.</param>
internal sealed record ForwardedElement(string Text)
{
    private static readonly SearchValues<char> _tokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>The client, or null.</summary>
    public string? For { get; private set; }

    /// <summary>The scheme, or null.</summary>
    public string? Proto { get; private set; }

    /// <summary>The host, or null.</summary>
    public string? Host { get; private set; }

    /// <summary>Reads the elements of one line; false if it is malformed. Empty ones are none.</summary>
    public static bool TryRead(ReadOnlySpan<char> line, List<ForwardedElement> elements)
    {
        var rest = line;
        while (true)
        {
            rest = rest.TrimStart(" \t,");
            if (rest.IsEmpty)
            {
                return true;
            }

            var start = rest;
            List<(string Name, string Value)> pairs = [];
            if (!TryReadPairs(ref rest, pairs))
            {
                return false;
            }

            var element = new ForwardedElement(start[..(start.Length - rest.Length)].TrimEnd(" \t").ToString());
            if (!pairs.TrueForAll(element.Take))
            {
                return false;
            }

            elements.Add(element);
        }
    }

    private static bool TryReadPairs(ref ReadOnlySpan<char> rest, List<(string Name, string Value)> pairs)
    {
        while (true)
        {
            rest = rest.TrimStart(" \t;");
            if (rest is [] or [',', ..])
            {
                return true;
            }

            var nameLength = rest.IndexOfAnyExcept(_tokenCharacters);
            if (nameLength <= 0 || rest[nameLength] != '=')
            {
                return false;
            }

            var name = rest[..nameLength].ToString();
            rest = rest[(nameLength + 1)..];
            if (!TryReadValue(ref rest, out var value))
            {
                return false;
            }

            pairs.Add((name, value));
            rest = rest.TrimStart(" \t");
            if (rest is not ([] or [';' or ',', ..]))
            {
                return false;
            }
        }
    }

    private static bool TryReadValue(ref ReadOnlySpan<char> rest, out string value)
    {
        if (rest is not ['"', ..])
        {
            // A port and brackets have to be quoted; many a proxy leaves the quotes out, and nothing else can be meant.
            var end = rest.IndexOfAny(";, \t\"");
            value = (end < 0 ? rest : rest[..end]).ToString();
            rest = rest[value.Length..];
            return value.Length > 0;
        }

        var text = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                value = text.ToString();
                rest = rest[(i + 1)..];
                return true;
            }

            i += rest[i] == '\\' ? 1 : 0;
            text.Append(i < rest.Length ? rest[i] : '\\');
        }

        value = "";
        return false;
    }

    /// <summary>Notes one pair; false if it was there before.</summary>
    private bool Take((string Name, string Value) pair)
    {
        var (name, value) = pair;
        if (name.Equals("for", StringComparison.OrdinalIgnoreCase))
        {
            (For, var before) = (value, For);
            return before is null;
        }

        if (name.Equals("proto", StringComparison.OrdinalIgnoreCase))
        {
            (Proto, var before) = (value, Proto);
            return before is null;
        }

        if (name.Equals("host", StringComparison.OrdinalIgnoreCase))
        {
            (Host, var before) = (value, Host);
            return before is null;
        }

        return true;
    }
}
