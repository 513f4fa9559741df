using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace ZiBai.Forwarding;

/// <summary>
/// IP addresses in the one form that everybody reads alike: RFC 3986 section 3.2.2. The framework takes octal, hexadecimal and shortened IPv4 too, which
/// another reader may take for another address, and IPv6 in brackets and with a zone.
/// </summary>
internal static class AddressSyntax
{
    private const int LongestIPv4 = 15;

    private static readonly SearchValues<char> _ipv4Characters = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> _ipv6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");

    public static bool TryReadIPv4(ReadOnlySpan<char> text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.Length > LongestIPv4 || text.ContainsAnyExcept(_ipv4Characters) || !IPAddress.TryParse(text, out var read))
        {
            return false;
        }

        address = read;
        Span<char> plain = stackalloc char[LongestIPv4];
        return read.TryFormat(plain, out var length) && text.SequenceEqual(plain[..length]);
    }

    public static bool TryReadIPv6(ReadOnlySpan<char> text, out IPAddress address)
    {
        address = IPAddress.IPv6None;
        if (text.ContainsAnyExcept(_ipv6Characters) || !IPAddress.TryParse(text, out var read) || read.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        address = read;
        return true;
    }

    /// <summary>An IPv4-mapped address as IPv4, any other as it is.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
