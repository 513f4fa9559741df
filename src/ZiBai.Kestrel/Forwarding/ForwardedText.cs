using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ZiBai.Forwarding;

/// <summary>The scheme, host and prefix that proxies may name: what has another form could mislead an app that builds URLs from it.</summary>
internal static class ForwardedText
{
    private static readonly SearchValues<char> _nameCharacters =
        SearchValues.Create("-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // RFC 3986 section 3.3: what a path may be made of.
    private static readonly SearchValues<char> _pathCharacters =
        SearchValues.Create("/%-._~!$&'()*+,;=:@0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Reads <c>http</c> or <c>https</c>, in lower case from here on.</summary>
    public static bool TryReadScheme(ReadOnlySpan<char> text, out string scheme)
    {
        scheme = text.Equals("https", StringComparison.OrdinalIgnoreCase) ? "https" : "http";
        return text.Equals(scheme, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether this is a name, an IPv4 address or an IPv6 address in brackets, with or without a port.</summary>
    public static bool IsHost(ReadOnlySpan<char> text)
    {
        var end = text is ['[', ..] ? text.IndexOf(']') + 1 : text.IndexOf(':');
        var name = end < 0 ? text : text[..end];
        var port = text[name.Length..];
        return (name is ['[', .. var address, ']'] ? AddressSyntax.TryReadIPv6(address, out _) : !name.IsEmpty && !name.ContainsAnyExcept(_nameCharacters))
            && (port.IsEmpty || (port[0] == ':' && ushort.TryParse(port[1..], NumberStyles.None, CultureInfo.InvariantCulture, out _)));
    }

    /// <summary>
    /// Reads a path as SCRIPT_NAME has it: decoded the way paths of requests are, no trailing slash, nothing at all for the root. Refused is what a
    /// browser might take for more than a path of this site.
    /// </summary>
    public static bool TryReadPrefix(string text, out string prefix)
    {
        prefix = "";
        if (text is not ['/', ..] || text.AsSpan().ContainsAnyExcept(_pathCharacters) || text.Contains("%00", StringComparison.Ordinal))
        {
            return false;
        }

        prefix = PathString.FromUriComponent(text).Value!;
        if (prefix is ['/', '/', ..] || prefix.Contains('\\', StringComparison.Ordinal) || prefix.Any(char.IsControl)
            || prefix.Split('/').Any(static segment => segment is "." or ".."))
        {
            return false;
        }

        prefix = prefix.TrimEnd('/');
        return true;
    }
}
