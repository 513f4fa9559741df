using System.Net;
using System.Net.Sockets;

namespace ZiBai.Transport;

/// <summary>The system's refusals as one line each: which address, why, and what to do.</summary>
internal static class ListenErrors
{
    public static ListenException Because(ListenAddress address, string reason, Exception? cause = null) => Because(address.Text, reason, cause);

    /// <param name="address">The address asked for.</param>
    /// <param name="endPoint">The one of its end points that failed; null where it has only itself.</param>
    /// <param name="cause">The system's own error.</param>
    public static ListenException ForTcp(string address, IPEndPoint? endPoint, SocketException cause)
    {
        var where = endPoint is null || endPoint.ToString() == address ? "the address" : endPoint.ToString();
        return Because(address, cause.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse =>
                $"{where} is in use. Stop the program that listens there, or choose another port; port 0 takes a free one.",
            SocketError.AccessDenied =>
                $"permission denied. Ports below 1024 are kept for the system on many machines: choose a higher port, or grant the right to bind {where}.",
            SocketError.AddressNotAvailable =>
                $"{where} is not an address of this machine. Choose one of its own, or leave the host out to listen on every interface.",
            SocketError.AddressFamilyNotSupported or SocketError.ProtocolFamilyNotSupported =>
                $"this machine has no {(endPoint?.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4")}. Choose an address of the other kind.",
            _ => $"{OneLine(cause.Message)} ({cause.SocketErrorCode}).",
        }, cause);
    }

    public static ListenException ForName(ListenAddress address, SocketException cause)
        => Because(address, $"the host name '{address.HostName}' does not resolve ({OneLine(cause.Message)}). Check its spelling, or give an IP address.", cause);

    public static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.', ' ');

    private static ListenException Because(string address, string reason, Exception? cause)
        => new(address, $"Cannot listen on '{address}': {reason}", cause);
}
