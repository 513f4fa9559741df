using System.Diagnostics;

namespace ZiBai.Adapter;

/// <summary>
/// Gives a request its <see cref="Activity"/> where its client says what trace it belongs to, or somebody listens to ASP.NET Core's: what the app sends to
/// other services then belongs to the same trace. W3C Trace Context, section 3.
/// </summary>
internal sealed class RequestActivities : IDisposable
{
    // The names that listeners to ASP.NET Core's own activities know.
    private const string Source = "Microsoft.AspNetCore";
    private const string Operation = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    private readonly ActivitySource _source = new(Source);

    /// <summary>Starts the activity of a request, if it gets one.</summary>
    public void Begin(RequestContext context)
    {
        var request = context.Request!;
        var traceParent = request.Headers.TraceParent;
        if (traceParent.Count == 0 && !_source.HasListeners())
        {
            return;
        }

        // One that is malformed begins a new trace, as the standard says.
        ActivityContext.TryParse(traceParent, request.Headers.TraceState, isRemote: true, out var parent);
        var activity = _source.CreateActivity(Operation, ActivityKind.Server, parent) ?? OfClient(parent);
        if (activity is null)
        {
            return;
        }

        activity.DisplayName = request.Method;
        activity.SetTag("http.request.method", request.Method);
        activity.SetTag("url.scheme", request.Scheme);
        activity.SetTag("url.path", request.Path);
        activity.SetTag("network.protocol.version", RequestMetrics.VersionOf(request.Protocol));
        context.Activity = activity.Start();
    }

    /// <summary>Stops the activity of a request.</summary>
    public static void End(RequestContext context)
    {
        if (context.Activity is not { } activity)
        {
            return;
        }

        var status = context.FinalStatus;
        activity.SetTag("http.response.status_code", status);
        if (status >= 500)
        {
            activity.SetTag("error.type", context.ErrorType);
            activity.SetStatus(ActivityStatusCode.Error);
        }

        activity.Stop();
    }

    public void Dispose() => _source.Dispose();

    // Nobody listens, but what the app logs and sends is to carry the trace on.
    private static Activity? OfClient(ActivityContext parent) => parent == default
        ? null
        : new Activity(Operation) { TraceStateString = parent.TraceState }.SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags);
}
