using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.ObjectPool;
using ZiBai.Environ;

namespace ZiBai.Adapter;

/// <summary>
/// The door inside an ASP.NET Core pipeline. It takes the features as the middleware before it left them; what the app throws goes on to those who
/// stand around it.
/// </summary>
internal sealed class MiddlewareDoor
{
    private readonly IAppRunner _runner;
    private readonly long? _maxBodySize;
    private readonly ObjectPool<RequestContext> _contexts;

    /// <param name="settings">What is the same in every environ.</param>
    /// <param name="runner">Runs the app when its turn has come.</param>
    /// <param name="maxBodySize">Bytes that a request's body may have; null for what the server, or the pipeline, has set.</param>
    public MiddlewareDoor(EnvironSettings settings, IAppRunner runner, long? maxBodySize)
    {
        _runner = runner;
        _maxBodySize = maxBodySize;
        _contexts = new DefaultObjectPool<RequestContext>(new ContextPolicy(settings));
    }

    /// <summary>Serves a request where the pipeline has mounted the app: PathBase is SCRIPT_NAME and Path is PATH_INFO.</summary>
    public async Task ServeAsync(HttpContext http)
    {
        if (_maxBodySize is not null && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // Counts the bodies in chunks; one with a length is refused by the engine.
            limit.MaxRequestBodySize = _maxBodySize;
        }

        var context = _contexts.Get();
        context.Reset(http.Features);
        try
        {
            await _runner.RunAsync(context);
        }
        finally
        {
            if (context.Response.EndsConnection)
            {
                LastRequest.Of(http.Features)?.End(context.Response);
            }

            _contexts.Return(context);
        }
    }

    /// <summary>Serves a request of an endpoint whose pattern ends in a catch-all: what comes before that joins the PathBase meanwhile.</summary>
    public async Task ServeEndpointAsync(HttpContext http)
    {
        var (request, pathBase, path) = (http.Request, http.Request.PathBase, http.Request.Path);
        var whole = path.Value ?? "";

        // The endpoint's own pattern has the prefixes of the groups it stands in, too.
        var mounted = ScriptPath.LengthOf(whole, ((RouteEndpoint)http.GetEndpoint()!).RoutePattern.PathSegments.Count - 1);
        request.PathBase = new PathString(pathBase.Value + whole[..mounted]);
        request.Path = new PathString(whole[mounted..]);
        try
        {
            await ServeAsync(http);
        }
        finally
        {
            (request.PathBase, request.Path) = (pathBase, path);
        }
    }

    private sealed class ContextPolicy(EnvironSettings settings) : PooledObjectPolicy<RequestContext>
    {
        public override RequestContext Create() => new(settings);

        public override bool Return(RequestContext context)
        {
            context.Reset(null);
            return true;
        }
    }
}
