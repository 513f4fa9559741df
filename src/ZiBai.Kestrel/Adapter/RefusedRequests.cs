using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ZiBai.Adapter;

/// <summary>
/// Hears of the requests that the server answers by itself, since they are malformed, too large or too slow, and that no door ever sees: Kestrel tells of
/// them as a diagnostic event alone. Until it is disposed.
/// </summary>
internal sealed class RefusedRequests : IObserver<KeyValuePair<string, object?>>, IDisposable
{
    // Documented with the host's other diagnostics: learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/diagnostics.
    private const string BadRequest = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    private readonly Action<IFeatureCollection, int> _onRefused;
    private readonly IDisposable _subscription;

    /// <param name="server">Where the server tells.</param>
    /// <param name="onRefused">Told of each, with what is known of the request, and the status code it is answered with.</param>
    public RefusedRequests(DiagnosticListener server, Action<IFeatureCollection, int> onRefused)
    {
        _onRefused = onRefused;
        _subscription = server.Subscribe(this, static name => name == BadRequest);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is IFeatureCollection features
            && !WasSeen(features)
            && features.Get<IBadRequestExceptionFeature>()?.Error is BadHttpRequestException { StatusCode: var statusCode })
        {
            var known = new FeatureCollection(features);
            known.Set<IHttpRequestFeature>(Known(features.GetRequiredFeature<IHttpRequestFeature>()));
            _onRefused(known, statusCode);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscription.Dispose();

    /// <summary>Whether a door has the request, or had it: its body may turn out malformed as the app reads it, or behind its response.</summary>
    private static bool WasSeen(IFeatureCollection features) =>
        (features as IHostContextContainer<RequestContext>)?.HostContext?.Features is not null
        || features.Get<IHttpResponseFeature>() is { HasStarted: true };

    // What the server has not read yet is null in its own feature.
    private static HttpRequestFeature Known(IHttpRequestFeature request) => new HttpRequestFeature
    {
        Method = request.Method ?? "",
        Protocol = request.Protocol ?? "",
        RawTarget = request.RawTarget ?? "",
        Path = request.Path ?? "",
        QueryString = request.QueryString ?? "",
        PathBase = request.PathBase ?? "",
        Scheme = request.Scheme ?? "",
        Headers = request.Headers,
    };
}
