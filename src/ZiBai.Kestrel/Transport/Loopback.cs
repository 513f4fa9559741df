using System.Net;
using Microsoft.AspNetCore.Http;
using ZiBai.Forwarding;

namespace ZiBai.Transport;

/// <summary>What nobody but this machine reaches, and what only stands for it: for pages that are not for others to read.</summary>
internal static class Loopback
{
    private const string Localhost = "localhost";
    private const string UnixReason = "is where a proxy connects, for clients from anywhere";
    private const string EveryInterface = "is open to other machines";

    /// <summary>Whether an address is this machine's own: 127.0.0.0/8, ::1, or one of the former mapped into IPv6.</summary>
    public static bool IsAddress(IPAddress address) => IPAddress.IsLoopback(AddressSyntax.Plain(address));

    /// <summary>
    /// Whether a Host header can only mean this machine. A name of somebody else's may lead here as well, for example one whose owner has it resolve to
    /// 127.0.0.1 once a browser has loaded his page (DNS rebinding); those that end in localhost are nobody's (RFC 6761 section 6.3).
    /// </summary>
    public static bool IsHost(string host)
    {
        var name = new HostString(host).Host;
        if (name is ['[', .. var inner, ']'])
        {
            return AddressSyntax.TryReadIPv6(inner, out var v6) && IsAddress(v6);
        }

        if (AddressSyntax.TryReadIPv4(name, out var v4))
        {
            return IsAddress(v4);
        }

        name = name.EndsWith('.') ? name[..^1] : name;
        return name.Equals(Localhost, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + Localhost, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Why a listen address is not this machine's alone; null if it is. Nothing is looked up.</summary>
    public static string? WhyNot(ListenAddress address) =>
        address.UnixPath is not null ? UnixReason
        : address.Ip is { } ip ? WhyNot(ip)
        : Localhost.Equals(address.HostName, StringComparison.OrdinalIgnoreCase) ? null
        : address.HostName is null ? EveryInterface
        : "may lead to other machines";

    /// <summary>Why a bound socket is not this machine's alone; null if it is, or is not bound.</summary>
    public static string? WhyNot(EndPoint? endPoint) => endPoint switch
    {
        null => null,
        IPEndPoint ip => WhyNot(ip.Address),
        _ => UnixReason,
    };

    /// <summary>The message for debug pages where others could read them: who, what, why, and what to do.</summary>
    /// <param name="where">The address as it was given.</param>
    /// <param name="reason">From <see cref="WhyNot(ListenAddress)"/>.</param>
    public static string DebugProblem(string where, string reason) =>
        $"--debug: {where} {reason}, and a debug page shows the app's source and secrets; listen on 127.0.0.1, [::1] or localhost, leave --debug out, "
        + "or say --debug-anywhere where nobody but you can connect";

    private static string? WhyNot(IPAddress ip) => IsAddress(ip) ? null : EveryInterface;
}
