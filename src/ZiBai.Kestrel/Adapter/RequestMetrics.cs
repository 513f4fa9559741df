using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http.Features;

namespace ZiBai.Adapter;

/// <summary>
/// Counts and times requests under the names, units and tags of ASP.NET Core's own instruments, which exporters and dashboards know:
/// learn.microsoft.com/aspnet/core/log-mon/metrics/built-in.
/// </summary>
internal sealed class RequestMetrics
{
    private readonly UpDownCounter<long> _active;
    private readonly Histogram<double> _duration;

    /// <param name="meters">Makes the meter, and disposes of it.</param>
    public RequestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Microsoft.AspNetCore.Hosting");
        _active = meter.CreateUpDownCounter<long>("http.server.active_requests", "{request}", "Number of active HTTP server requests.");
        _duration = meter.CreateHistogram(
            "http.server.request.duration",
            "s",
            "Duration of HTTP server requests.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] });
    }

    /// <summary>Counts a request that begins.</summary>
    public void Begin(RequestContext context)
    {
        if (_active.Enabled)
        {
            context.IsCounted = true;
            _active.Add(1, Tags(context.Request!));
        }
    }

    /// <summary>Counts a request off, and records how long it took.</summary>
    public void End(RequestContext context)
    {
        if (context.IsCounted)
        {
            _active.Add(-1, Tags(context.Request!));
        }

        if (!_duration.Enabled)
        {
            return;
        }

        var request = context.Request!;
        var tags = Tags(request);
        tags.Add("network.protocol.version", VersionOf(request.Protocol));
        tags.Add("http.response.status_code", context.FinalStatus);
        if (context.ErrorType is { } type)
        {
            tags.Add("error.type", type);
        }

        _duration.Record(TimeProvider.System.GetElapsedTime(context.StartedAt).TotalSeconds, tags);
    }

    /// <summary>A protocol's version as OpenTelemetry writes it: <c>1.1</c>, <c>2</c>.</summary>
    public static string VersionOf(string protocol) => protocol.StartsWith("HTTP/", StringComparison.Ordinal) ? protocol[5..] : protocol;

    private static TagList Tags(IHttpRequestFeature request) =>
        new() { { "url.scheme", request.Scheme }, { "http.request.method", MethodOf(request.Method) } };

    // Clients may make methods up; a tag must not have any number of values.
    private static string MethodOf(string method) =>
        method is "GET" or "POST" or "PUT" or "DELETE" or "HEAD" or "OPTIONS" or "PATCH" or "TRACE" or "CONNECT" or "QUERY" ? method : "_OTHER";
}
