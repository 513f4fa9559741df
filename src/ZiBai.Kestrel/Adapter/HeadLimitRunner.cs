using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using ZiBai.Response;

namespace ZiBai.Adapter;

/// <summary>
/// Refuses requests whose line and headers together are too long. Kestrel bounds each of the two by the same number, so that what gets here
/// is at most twice as long; h11, whose limit this is, bounds their sum.
/// </summary>
internal sealed partial class HeadLimitRunner : IAppRunner
{
    private readonly IAppRunner _inner;
    private readonly int _limit;
    private readonly ILogger _debug;

    /// <param name="inner">Runs the requests that are short enough.</param>
    /// <param name="limit">Bytes of request line plus headers.</param>
    /// <param name="debug">Where the clients' failures go.</param>
    public HeadLimitRunner(IAppRunner inner, int limit, ILogger debug)
    {
        _inner = inner;
        _limit = limit;
        _debug = debug;
    }

    public Task RunAsync(RequestContext context)
    {
        if (Length(context.Request!) <= _limit)
        {
            return _inner.RunAsync(context);
        }

        LogTooLong(_debug, Printable.Escape($"{context.Request!.Method} {context.Request.RawTarget}"), _limit);
        context.Response.ClosesConnection = true;
        const int TooLarge = StatusCodes.Status431RequestHeaderFieldsTooLarge;
        return context.Response.ReplaceAsync(TooLarge, ReasonPhrases.GetReasonPhrase(TooLarge)).AsTask();
    }

    public void Dispose() => _inner.Dispose();

    /// <summary>Bytes as they stood on the wire: RFC 9112 sections 3 and 5, with one space behind each colon.</summary>
    private static long Length(IHttpRequestFeature request)
    {
        // Two spaces and the end of the line; and the empty line behind the headers.
        long length = request.Method.Length + request.RawTarget.Length + request.Protocol.Length + 4 + 2;
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values)
            {
                length += name.Length + 2 + (value?.Length ?? 0) + 2;
            }
        }

        return length;
    }

    [LoggerMessage(2007, LogLevel.Debug, "Refused the request {Request}: its line and headers are longer than {Limit} bytes",
        EventName = "HeadTooLong")]
    private static partial void LogTooLong(ILogger logger, string request, int limit);
}
