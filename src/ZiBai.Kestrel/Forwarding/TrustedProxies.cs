using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ZiBai.Forwarding;

/// <summary>Whose word on the client is taken: the peers of <c>--forwarded-allow-ips</c>, and for how many hops.</summary>
internal sealed class TrustedProxies
{
    /// <summary>The default of <c>--forwarded-allow-ips</c>: this machine.</summary>
    public const string ThisMachine = "127.0.0.1,::1";

    private const string Everyone = "*";

    private readonly IPNetwork[] _networks;
    private readonly bool _trustsAll;
    private readonly bool _trustsUnix;

    private TrustedProxies(string[] entries, int hops)
    {
        _trustsAll = entries.Contains(Everyone);
        _trustsUnix = entries.Length > 0;
        _networks = Array.ConvertAll(Array.FindAll(entries, static entry => entry != Everyone), Read);
        Hops = hops;
    }

    /// <summary>What the options' defaults say.</summary>
    public static TrustedProxies Default { get; } = Parse(ThisMachine, hops: 1);

    /// <summary>Trusted proxies between a client and this server.</summary>
    public int Hops { get; }

    /// <summary>Reads a valid list.</summary>
    /// <param name="list">Addresses, networks or <c>*</c>, separated by commas; empty for nobody.</param>
    /// <param name="hops">1 or more.</param>
    /// <exception cref="FormatException">The list is not valid.</exception>
    public static TrustedProxies Parse(string list, int hops) => new(Split(list), hops);

    /// <summary>What is wrong with the entries of a list, each as the rest of a sentence: "'10.0.0.1/8' is not a network: ...".</summary>
    public static IEnumerable<string> Problems(string list) => Split(list).Select(WrongOf).OfType<string>();

    /// <summary>Whether a peer's word is taken.</summary>
    /// <param name="peer">Its address; null for a peer without one, which is on a Unix socket or in this process.</param>
    public bool Trust(IPAddress? peer)
    {
        if (peer is null)
        {
            return _trustsUnix;
        }

        var plain = AddressSyntax.Plain(peer);
        return _trustsAll || Array.Exists(_networks, network => network.Contains(plain));
    }

    private static string[] Split(string list) =>
        string.IsNullOrWhiteSpace(list) ? [] : list.Split(',', StringSplitOptions.TrimEntries);

    private static string? WrongOf(string entry)
    {
        var slash = entry.IndexOf('/', StringComparison.Ordinal);
        if (entry == Everyone)
        {
            return null;
        }

        if (!TryReadAddress(slash < 0 ? entry : entry[..slash], out var address))
        {
            return $"'{entry}' is not an IP address or network";
        }

        if (slash < 0)
        {
            return null;
        }

        var most = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (!int.TryParse(entry.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > most)
        {
            return $"'{entry}' has no prefix length from 0 to {most} after its '/'";
        }

        var first = FirstOf(address, length);
        return first.Equals(address) ? null : $"'{entry}' is an address inside of a network; the network is {first}/{length}";
    }

    private static IPNetwork Read(string entry)
    {
        if (WrongOf(entry) is { } wrong)
        {
            throw new FormatException(wrong);
        }

        var slash = entry.IndexOf('/', StringComparison.Ordinal);
        var address = IPAddress.Parse(slash < 0 ? entry : entry[..slash]);
        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var length = slash < 0 ? bits : int.Parse(entry.AsSpan(slash + 1), CultureInfo.InvariantCulture);

        // Peers are told by their plain addresses, so that a network of mapped ones is one of IPv4.
        return address.IsIPv4MappedToIPv6 && length >= 96
            ? new IPNetwork(address.MapToIPv4(), length - 96)
            : new IPNetwork(address, length);
    }

    private static bool TryReadAddress(string text, out IPAddress address) =>
        AddressSyntax.TryReadIPv4(text, out address) || AddressSyntax.TryReadIPv6(text, out address);

    private static IPAddress FirstOf(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(length - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xff00 >> kept);
        }

        return new IPAddress(bytes);
    }
}
