using System.ComponentModel;

namespace ZiBai;

/// <summary>
/// How an app is run inside an ASP.NET Core pipeline. What is missing here is said to the pipeline in its own way: addresses, limits and timeouts
/// to Kestrel, the prefix by <c>UsePathBase</c>, <c>Map</c> or a route, the scheme and the client's address by <c>UseForwardedHeaders</c>.
/// </summary>
public sealed class ZiBaiPipelineOptions
{
    /// <summary>Requests inside the app at once; further ones wait their turn. Default: 10. Range: 1 to 32767.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public int MaxWorkers
    {
        get;
        init => field = value is >= 1 and <= short.MaxValue
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxWorkers is a number from 1 to 32767.");
    } = 10;

    /// <summary>Whether a synchronous app runs on <see cref="MaxWorkers"/> dedicated threads instead of the thread pool. Default: false.</summary>
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
}
