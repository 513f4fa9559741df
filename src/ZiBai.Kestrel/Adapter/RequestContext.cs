using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using ZiBai.Environ;
using ZiBai.Response;
using ZiBai.Transport;

namespace ZiBai.Adapter;

/// <summary>All that the adapter keeps of a request. Kestrel hands it back for the connection's next request.</summary>
internal sealed class RequestContext
{
    private const int ClientClosedRequest = 499;

    private readonly Func<bool> _bodyIsInDoubt;
    private readonly Func<bool> _clientHasLeft;

    public RequestContext(EnvironSettings settings)
    {
        Environ = new RequestEnviron(settings);
        _bodyIsInDoubt = Environ.BodyIsInDoubt;
        _clientHasLeft = () => Connection?.IsClosed ?? false;
    }

    /// <summary>The request as the app sees it.</summary>
    public RequestEnviron Environ { get; }

    /// <summary>What the app is handed of both; null between requests.</summary>
    public LentRequest? Lent { get; private set; }

    /// <summary>The response as the app makes it.</summary>
    public WsgiResponse Response { get; } = new();

    /// <summary>The server's view of the request.</summary>
    public IHttpRequestFeature? Request { get; private set; }

    /// <summary>All that the server and those before the door have of the request; null between requests.</summary>
    public IFeatureCollection? Features { get; private set; }

    /// <summary>The connection it came on; null on a server without connections. The same for the context's whole life.</summary>
    public TrackedConnection? Connection { get; private set; }

    /// <summary>What is known of the connection's requests so far, where the context is the connection's own; null where it comes from a pool.</summary>
    public LastRequest? Last { get; init; }

    /// <summary>When the request began, as a timestamp of the system's clock.</summary>
    public long StartedAt { get; private set; }

    /// <summary>Whether the log has the request's record already.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>Whether the client went away before the end of its response, as far as anybody noticed.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Whether the request is among those that are counted as active.</summary>
    public bool IsCounted { get; set; }

    /// <summary>The type of the exception that the app threw; null if it threw none.</summary>
    public string? FailureType { get; set; }

    /// <summary>The request's part of a trace; null where it belongs to none.</summary>
    public Activity? Activity { get; set; }

    /// <summary>The status code that the request is recorded with: the response's, or nginx's for a client that did not wait for one.</summary>
    public int FinalStatus => IsAbandoned || Response.WasForNobody ? ClientClosedRequest : Response.StatusCode;

    /// <summary>What went wrong, as telemetry names it: the type of the app's exception, or else a status code of 500 and above; null if nothing did.</summary>
    public string? ErrorType => FailureType ?? (FinalStatus >= 500 ? FinalStatus.ToString(CultureInfo.InvariantCulture) : null);

    /// <summary>Begins a request: everything of the one before is forgotten.</summary>
    public void Reset(IFeatureCollection? features)
    {
        if (Features is not null)
        {
            Forget();
        }

        if (features is not null)
        {
            Begin(features);
        }
    }

    private void Begin(IFeatureCollection features)
    {
        Features = features;
        Request = Feature<IHttpRequestFeature>(features);
        Connection ??= features.Get<TrackedConnection>();
        Lent = new LentRequest(Environ, Response);
        Environ.Reset(features, Request);
        Response.Reset(features, Request, Feature<IHttpResponseFeature>(features), Feature<IHttpResponseBodyFeature>(features));
        Response.BodyIsInDoubt = _bodyIsInDoubt;
        Response.ClientHasLeft = _clientHasLeft;
        StartedAt = TimeProvider.System.GetTimestamp();
    }

    /// <summary>
    /// A feature of the request. Kestrel's collection is these features itself, which is quicker to find out than to ask for them; straight from the server
    /// nobody has put another in their place.
    /// </summary>
    private T? Feature<T>(IFeatureCollection features)
        where T : class => (Last is null ? null : features as T) ?? features.Get<T>();

    private void Forget()
    {
        Features = null;
        Request = null;
        Lent!.End();
        Lent = null;
        Environ.Reset(null, null);
        Response.Reset(null, null, null, null);
        StartedAt = 0;
        IsRecorded = false;
        IsAbandoned = false;
        IsCounted = false;
        FailureType = null;
        Activity = null;
    }
}
