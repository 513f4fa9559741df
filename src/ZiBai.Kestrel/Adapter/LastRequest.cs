using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using ZiBai.Response;

namespace ZiBai.Adapter;

/// <summary>
/// Knows of one connection whether its last request has come, so that what seems to follow is none. Where the connection breaks under a request, or is broken
/// off, Kestrel leaves the rest of its body unread, and reads it as the next request. On HTTP/1 alone: other streams go on where one of HTTP/2 ends.
/// </summary>
internal sealed class LastRequest
{
    private static readonly object _key = new();

    private bool _isHttp1;

    // Bytes of a body that nobody read may be left behind the request.
    private bool _mayLeaveBody;

    /// <summary>Whether the request that began last follows one that was the connection's last.</summary>
    public bool HasCome { get; private set; }

    /// <summary>What is known of a request's connection, for those who keep nothing for it themselves; null on HTTP/2, and on a server without connections.</summary>
    public static LastRequest? Of(IFeatureCollection features)
    {
        if (!IsHttp1(features.GetRequiredFeature<IHttpRequestFeature>()) || features.Get<IConnectionItemsFeature>()?.Items is not { } items)
        {
            return null;
        }

        if (!items.TryGetValue(_key, out var known))
        {
            items[_key] = known = new LastRequest();
        }

        return (LastRequest)known!;
    }

    /// <summary>Notes that a request begins.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isClosed">Whether the connection has ended, at least from the client's side.</param>
    public void Begin(IHttpRequestFeature request, bool isClosed)
    {
        _isHttp1 = IsHttp1(request);

        // The client may have gone since the end of the request before; Kestrel then knew it too, and left the body.
        HasCome |= _mayLeaveBody && isClosed;
        _mayLeaveBody = _isHttp1 && (request.Headers.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0);
    }

    /// <summary>Notes how a request ended: by its response, and by whether its client has gone.</summary>
    public void End(WsgiResponse response) =>
        HasCome |= _isHttp1 && (response.EndsConnection || (_mayLeaveBody && response.ClientHasGone));

    /// <summary>Notes that a request ended, of whose response only this is known.</summary>
    /// <param name="lifetime">Says whether the client has gone, or the connection was broken off.</param>
    public void End(IHttpRequestLifetimeFeature? lifetime) =>
        HasCome |= _mayLeaveBody && lifetime is not null && lifetime.RequestAborted.IsCancellationRequested;

    private static bool IsHttp1(IHttpRequestFeature request) => request.Protocol.StartsWith("HTTP/1", StringComparison.Ordinal);
}
