using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ZiBai.Adapter;

/// <summary>
/// Stands before the whole pipeline of a site, and lets nothing through that follows a connection's last request. A guard at the app alone would not know
/// what other endpoints leave behind for it, nor keep from them what the app does.
/// </summary>
internal sealed class LastRequestFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static next => http => LastRequest.Of(http.Features) is { } last ? GuardAsync(last, http, next) : next(http));
        next(app);
    };

    private static async Task GuardAsync(LastRequest last, HttpContext http, RequestDelegate next)
    {
        var features = http.Features;
        var closed = features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed ?? CancellationToken.None;
        last.Begin(features.GetRequiredFeature<IHttpRequestFeature>(), closed.IsCancellationRequested);
        if (last.HasCome)
        {
            http.Abort();
            return;
        }

        try
        {
            await next(http);
        }
        finally
        {
            last.End(features.Get<IHttpRequestLifetimeFeature>());
        }
    }
}
