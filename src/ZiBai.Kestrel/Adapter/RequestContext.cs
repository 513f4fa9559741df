using Microsoft.AspNetCore.Http.Features;
using ZiBai.Environ;
using ZiBai.Response;
using ZiBai.Transport;

namespace ZiBai.Adapter;

/// <summary>All that the adapter keeps of a request. Kestrel hands it back for the connection's next request.</summary>
internal sealed class RequestContext
{
    private readonly Func<bool> _bodyIsInDoubt;

    // What is known of the connection's requests so far. Bytes of a body that nobody read may be left behind the last one.
    private bool _mayLeaveBody;
    private bool _isLast;

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

    /// <summary>The connection it came on; null on a server without connections. The same for the context's whole life.</summary>
    public TrackedConnection? Connection { get; private set; }

    /// <summary>
    /// Whether this request follows one that was the connection's last, so that it is none. Where the connection breaks under a request, or is broken
    /// off, Kestrel leaves the rest of its body unread, and reads it as the next request.
    /// </summary>
    public bool IsBehindTheLast => _isLast;

    /// <summary>Notes how a request ended, before it is forgotten.</summary>
    public void NoteEnd()
    {
        // On HTTP/2 a context serves streams, each with an end of its own.
        if (Request!.Protocol.StartsWith("HTTP/1", StringComparison.Ordinal))
        {
            _isLast |= Response.ClosesConnection || Response.IsBrokenOff || (_mayLeaveBody && Response.ClientHasGone);
        }
    }

    /// <summary>Begins a request: everything of the one before is forgotten.</summary>
    public void Reset(IFeatureCollection? features)
    {
        Request = features?.Get<IHttpRequestFeature>();
        if (Request is not null)
        {
            // The client may have gone since the end of the request before; Kestrel then knew it too, and left the body.
            _isLast |= _mayLeaveBody && (Connection?.IsClosed ?? false);
            _mayLeaveBody = Request.Headers.ContentLength is > 0 || Request.Headers.TransferEncoding.Count > 0;
        }

        Connection ??= features?.Get<TrackedConnection>();
        Lent?.End();
        Lent = features is null ? null : new LentRequest(Environ, Response);
        Environ.Reset(features, Request);
        Response.Reset(features, Request);
        Response.BodyIsInDoubt = _bodyIsInDoubt;
    }
}
