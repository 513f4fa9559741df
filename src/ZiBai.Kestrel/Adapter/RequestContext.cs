using Microsoft.AspNetCore.Http.Features;
using ZiBai.Environ;
using ZiBai.Response;
using ZiBai.Transport;

namespace ZiBai.Adapter;

/// <summary>All that the adapter keeps of a request. Kestrel hands it back for the connection's next request.</summary>
internal sealed class RequestContext
{
    private readonly Func<bool> _bodyIsInDoubt;

    public RequestContext(EnvironSettings settings)
    {
        Environ = new RequestEnviron(settings);
        _bodyIsInDoubt = Environ.BodyIsInDoubt;
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

    /// <summary>Begins a request: everything of the one before is forgotten.</summary>
    public void Reset(IFeatureCollection? features)
    {
        Features = features;
        Request = features?.Get<IHttpRequestFeature>();
        Connection ??= features?.Get<TrackedConnection>();
        Lent?.End();
        Lent = features is null ? null : new LentRequest(Environ, Response);
        Environ.Reset(features, Request);
        Response.Reset(features, Request);
        Response.BodyIsInDoubt = _bodyIsInDoubt;
    }
}
