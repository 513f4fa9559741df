using System.Globalization;
using System.Net;

namespace ZiBai.Forwarding;

/// <summary>A client as the proxy next to it saw it: RFC 7239 section 6, and the forms that X-Forwarded-For has besides.</summary>
/// <param name="Address">Its address, an IPv4-mapped one as plain IPv4; null where the proxy does not know it, or keeps it to itself.</param>
/// <param name="Port">Its port; 0 where the proxy does not say.</param>
internal readonly record struct ForwardedNode(IPAddress? Address, int Port)
{
    // What a hidden port begins with, and a hidden name: RFC 7239 section 6.3.
    private const char Obfuscated = '_';

    /// <summary>Reads <c>192.0.2.1</c>, <c>192.0.2.1:4711</c>, <c>2001:db8::1</c>, <c>[2001:db8::1]:4711</c>, <c>unknown</c> or <c>_hidden</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ForwardedNode node)
    {
        node = default;
        if (text is ['[', ..])
        {
            var end = text.IndexOf(']');
            return end > 0 && TryReadIPv6(text[1..end], out node) && TryAddPort(text[(end + 1)..], ref node);
        }

        // nginx's name for a client on a Unix socket.
        if (text is "unix:")
        {
            return true;
        }

        var colon = text.IndexOf(':');
        if (colon >= 0 && text[(colon + 1)..].Contains(':'))
        {
            return TryReadIPv6(text, out node);
        }

        var name = colon < 0 ? text : text[..colon];
        return (IsNoAddress(name) || TryReadIPv4(name, out node)) && TryAddPort(text[name.Length..], ref node);
    }

    private static bool IsNoAddress(ReadOnlySpan<char> name) =>
        name.Equals("unknown", StringComparison.OrdinalIgnoreCase) || (name.Length > 1 && IsObfuscated(name));

    private static bool IsObfuscated(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return name is [Obfuscated, ..];
    }

    private static bool TryReadIPv4(ReadOnlySpan<char> text, out ForwardedNode node)
    {
        var isOne = AddressSyntax.TryReadIPv4(text, out var address);
        node = new ForwardedNode(address, 0);
        return isOne;
    }

    private static bool TryReadIPv6(ReadOnlySpan<char> text, out ForwardedNode node)
    {
        // The zone of an address is one of the proxy's own interfaces, and means nothing here.
        var isOne = AddressSyntax.TryReadIPv6(text.IndexOf('%') is > 0 and var zone ? text[..zone] : text, out var address);
        node = new ForwardedNode(AddressSyntax.Plain(address), 0);
        return isOne;
    }

    private static bool TryAddPort(ReadOnlySpan<char> text, ref ForwardedNode node)
    {
        if (text.IsEmpty)
        {
            return true;
        }

        if (text is not [':', _, ..])
        {
            return false;
        }

        if (text[1..] is [Obfuscated, _, ..] hidden)
        {
            return IsObfuscated(hidden);
        }

        if (!ushort.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return false;
        }

        node = node with { Port = port };
        return true;
    }
}
