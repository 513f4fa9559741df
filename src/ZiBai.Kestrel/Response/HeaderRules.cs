using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ZiBai.Response;

/// <summary>What a response header may be. RFC 9110 sections 5.1, 5.5 and 8.6; PEP 3333, "Other HTTP Features".</summary>
internal static class HeaderRules
{
    private static readonly SearchValues<char> _tokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> _plainCharacters = CharacterSet.Below('\x100', static c => c == '\t' || (c >= ' ' && c != '\x7f'));

    // wsgiref.util.is_hop_by_hop's list, RFC 9110 section 7.6.1's Proxy-Connection, and Trailer, since the server sends none.
    private static readonly FrozenSet<string> _hopByHop = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Trailers",
        "Transfer-Encoding", "Upgrade");

    /// <summary>Checks one header.</summary>
    /// <exception cref="ArgumentException">The name is no token or belongs to the server, or the value cannot be sent.</exception>
    public static void Check(string name, string value)
    {
        if (!IsToken(name))
        {
            throw Refuse($"a header named '{Printable.Escape(name ?? "")}'. A header's name is letters, digits and !#$%&'*+-.^_`|~, "
                + "for example 'Content-Type'.");
        }

        if (value is null)
        {
            throw Refuse($"header '{name}' without a value (null). Give a string, or leave the header out.");
        }

        if (IndexOfForbidden(value) is >= 0 and var index)
        {
            throw Refuse($"header '{name}', whose value has {Describe(value[index])} at index {index}. A value is one line of Latin-1; "
                + "encode anything else, for example as RFC 8187 does.");
        }

        if (_hopByHop.Contains(name))
        {
            throw Refuse($"header '{name}'. Hop-by-hop headers are the server's own; leave it out.");
        }
    }

    /// <summary>Whether text is a token, as each header's name has to be.</summary>
    public static bool IsToken([NotNullWhen(true)] string? text) => !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExcept(_tokenCharacters);

    /// <summary>Parses a Content-Length: digits alone.</summary>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public static long ParseContentLength(string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw Refuse($"Content-Length '{value}'. It is the number of bytes in the body, in decimal digits, for example '12'.");

    /// <summary>Index of the first character that cannot be in a header's value, or -1.</summary>
    public static int IndexOfForbidden(ReadOnlySpan<char> value) => value.IndexOfAnyExcept(_plainCharacters);

    /// <summary>Names a character that cannot be sent.</summary>
    public static string Describe(char c) => c switch
    {
        '\r' => "a CR",
        '\n' => "an LF",
        '\0' => "a NUL",
        _ when char.IsControl(c) => $"the control character U+{(int)c:X4}",
        _ => $"the character '{c}' (U+{(int)c:X4})",
    };

    /// <summary>The error of a start_response that was called with the wrong thing.</summary>
    public static ArgumentException Refuse(string what) => new("start_response was called with " + what);
}
