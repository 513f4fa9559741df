using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;

namespace ZiBai.Validation;

/// <summary>The texts of HTTP that the contract speaks of. RFC 9110 sections 5.1, 5.5, 5.6.2 and 8.6.</summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> _tokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> _valueCharacters = SearchValues.Create(
        [.. Enumerable.Range(0, 256).Select(c => (char)c).Where(c => c == '\t' || (c >= ' ' && c != '\x7f'))]);

    // wsgiref.util.is_hop_by_hop's list, RFC 9110 section 7.6.1's Proxy-Connection, and Trailer, since the server sends none.
    private static readonly FrozenSet<string> _hopByHop = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Trailers",
        "Transfer-Encoding", "Upgrade");

    public static bool IsToken(string? text) => !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExcept(_tokenCharacters);

    public static bool IsHopByHop(string name) => _hopByHop.Contains(name);

    /// <summary>Index of the first character that cannot be in a header's value, or -1.</summary>
    public static int IndexOfForbidden(string value) => value.AsSpan().IndexOfAnyExcept(_valueCharacters);

    /// <summary>Digits alone, no sign and no space.</summary>
    public static bool TryParseLength(string text, out long length) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length);
}
