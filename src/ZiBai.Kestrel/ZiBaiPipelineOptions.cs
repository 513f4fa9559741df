using System.ComponentModel;
using ZiBai.Forwarding;

namespace ZiBai;

/// <summary>
/// How an app is run inside an ASP.NET Core pipeline. What is missing here is said to the pipeline in its own way: addresses, limits and timeouts
/// to Kestrel, the prefix by <c>UsePathBase</c>, <c>Map</c> or a route.
/// </summary>
public sealed class ZiBaiPipelineOptions
{
    /// <summary>
    /// Whether <see cref="Validator"/> watches the app, for development: a rule that is broken is an exception where it was broken, and passes on like any
    /// other of the app's. Default: false.
    /// </summary>
    public bool Validate { get; init; }

    /// <summary>Requests inside the app at once; further ones wait their turn. Default: 10. Range: 1 to 32767.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public int MaxWorkers
    {
        get;
        init => field = value is >= 1 and <= short.MaxValue
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxWorkers is a number from 1 to 32767.");
    } = 10;

    /// <summary>
    /// Whether a synchronous app runs on <see cref="MaxWorkers"/> dedicated threads instead of the thread pool. A client that is slow to take its response keeps its thread
    /// until Kestrel's minimum rate gives it up. Default: false.
    /// </summary>
    public bool NoGevent { get; init; }

    /// <summary>What becomes of request headers with an underscore in their names. Default: they are dropped.</summary>
    /// <exception cref="InvalidEnumArgumentException">The value is neither.</exception>
    public HeaderMap HeaderMap
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new InvalidEnumArgumentException(nameof(value), (int)value, typeof(HeaderMap));
    }

    /// <summary>
    /// Bytes of a request's body before 413 is answered and the connection closed; of a body in chunks, what frames it counts too. Default null: what
    /// the pipeline says, which is 30,000,000 unless Kestrel's <c>MaxRequestBodySize</c> or the endpoint's metadata say otherwise. Range: 1 and up.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public long? MaxRequestBodySize
    {
        get;
        init => field = value is not < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxRequestBodySize is a number from 1 up, or null.");
    }

    /// <summary>
    /// Peers whose <c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c>, <c>-Prefix</c> and <c>Forwarded</c> (RFC 7239) say who the client is; from anyone
    /// else these headers are removed. IP addresses and networks such as <c>10.0.0.0/8</c>, separated by commas; <c>*</c> is everyone. Peers on Unix sockets,
    /// and those without an address that a test's server has, are trusted with any list but the empty one, which trusts nobody. Default:
    /// <c>127.0.0.1,::1</c>, this machine.
    /// </summary>
    /// <remarks>
    /// The app sees the client, and from then on so does all that looks at the request; what stands before the app has seen the proxy. Where that needs the
    /// client too, have <c>UseForwardedHeaders</c> find it, and set this to <c>""</c>: what that middleware has taken is gone from the headers, the peer is the
    /// client by then, and what is left of the headers is a client's word, which is removed.
    /// </remarks>
    /// <exception cref="ArgumentException">An entry is not an address or a network, or the list is null.</exception>
    public string ForwardedAllowIps
    {
        get;
        init => field = CheckProxies(value);
    } = TrustedProxies.ThisMachine;

    /// <summary>
    /// Trusted proxies that a request comes through: 1 for nginx alone, 2 for nginx behind a CDN. Of each list in a header the last so many values are
    /// kept, of which the first counts. Default: 1. Range: 1 and up.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int ForwardedHops
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "ForwardedHops is a number from 1 up.");
    } = 1;

    private static string CheckProxies(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return TrustedProxies.Problems(value).FirstOrDefault() is { } wrong
            ? throw new ArgumentException(
                $"ForwardedAllowIps: {wrong}. Give IP addresses, networks or '*', separated by ',', for example \"127.0.0.1,10.0.0.0/8\".", nameof(value))
            : value;
    }
}
