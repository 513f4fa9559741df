using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ZiBai.Adapter;

namespace ZiBai;

/// <summary>
/// Puts apps inside an ASP.NET Core pipeline: <c>builder.Services.AddZiBai()</c>, and then <c>app.UseZiBai(...)</c> or <c>app.MapZiBai(...)</c>. What the
/// app throws passes on to the middleware around it, which answers and logs it; without any, Kestrel does.
/// </summary>
public static class ZiBaiPipelineExtensions
{
    /// <summary>
    /// Adds what <c>UseZiBai</c> and <c>MapZiBai</c> need, and has Kestrel read and write HTTP as the contract says, for the whole site: header values are
    /// Latin-1 in both directions (Kestrel's own default is UTF-8 in and ASCII out), a line ends in CRLF and never in LF alone (for every Kestrel that the
    /// process makes after this), and a Content-Length has digits only. Kestrel's limits stay as they are. On another server, such as a test's, these
    /// settings have no effect. What the program configures afterwards holds.
    /// </summary>
    /// <remarks>
    /// It also puts a guard before the site's whole pipeline, for HTTP/1: where a connection breaks under a request, Kestrel takes what is left of the request's
    /// body for the next request, which then reaches no endpoint. An endpoint that breaks its own connection off with <c>HttpContext.Abort</c> should have read
    /// the body to its end, since the guard may learn of that too late.
    /// </remarks>
    public static IServiceCollection AddZiBai(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        // Kestrel looks at the switch when it is made, which is after the last service was added.
        StrictKestrel.EndLinesInCrLf();
        services.TryAddSingleton<MiddlewareDoors>();
        services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, LastRequestFilter>());
        return services.Configure<KestrelServerOptions>(static kestrel =>
        {
            StrictKestrel.TakeHeadersAsLatin1(kestrel);
            StrictKestrel.SendHeadersAsLatin1(kestrel);
        });
    }

    /// <summary>
    /// Ends the pipeline, or a branch of it, with an app. PathBase is SCRIPT_NAME, Path is PATH_INFO. Directly on a <c>WebApplication</c>, whose endpoints
    /// come last, a request that has an endpoint goes on to it.
    /// </summary>
    /// <param name="app">The pipeline.</param>
    /// <param name="wsgiApp">The app.</param>
    /// <param name="options">How it is run. Default null: the defaults.</param>
    /// <exception cref="InvalidOperationException"><see cref="AddZiBai"/> was not called.</exception>
    public static IApplicationBuilder UseZiBai(this IApplicationBuilder app, WsgiApp wsgiApp, ZiBaiPipelineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(wsgiApp);
        return Use(app, new AppEntry(wsgiApp), options);
    }

    /// <inheritdoc cref="UseZiBai(IApplicationBuilder, WsgiApp, ZiBaiPipelineOptions)"/>
    public static IApplicationBuilder UseZiBai(this IApplicationBuilder app, AsyncWsgiApp wsgiApp, ZiBaiPipelineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(wsgiApp);
        return Use(app, new AppEntry(wsgiApp), options);
    }

    /// <summary>
    /// Mounts an app at a route, for every method: <c>"/shop"</c> is SCRIPT_NAME, and the paths below it, of which there may be any, are PATH_INFO. What a
    /// catch-all at the end matches is PATH_INFO too, so that <c>"/shop/{**rest}"</c> says the same. Parameters before that belong to SCRIPT_NAME, with
    /// the value that was sent, and so do the prefixes of groups. Endpoints with a more exact pattern win, as with any route.
    /// </summary>
    /// <param name="endpoints">Where the route goes.</param>
    /// <param name="pattern">The route pattern.</param>
    /// <param name="wsgiApp">The app.</param>
    /// <param name="options">How it is run. Default null: the defaults.</param>
    /// <returns>The endpoint, for example to require authorization of.</returns>
    /// <exception cref="ArgumentException">The pattern has a parameter that may be left out: where SCRIPT_NAME ends would be a guess.</exception>
    /// <exception cref="InvalidOperationException"><see cref="AddZiBai"/> was not called.</exception>
    public static IEndpointConventionBuilder MapZiBai(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, WsgiApp wsgiApp, ZiBaiPipelineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(wsgiApp);
        return Map(endpoints, pattern, new AppEntry(wsgiApp), options);
    }

    /// <inheritdoc cref="MapZiBai(IEndpointRouteBuilder, string, WsgiApp, ZiBaiPipelineOptions)"/>
    public static IEndpointConventionBuilder MapZiBai(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, AsyncWsgiApp wsgiApp, ZiBaiPipelineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(wsgiApp);
        return Map(endpoints, pattern, new AppEntry(wsgiApp), options);
    }

    private static IApplicationBuilder Use(IApplicationBuilder app, AppEntry entry, ZiBaiPipelineOptions? options)
    {
        ArgumentNullException.ThrowIfNull(app);
        var door = Door(app.ApplicationServices, entry, options);
        return app is IEndpointRouteBuilder
            ? app.Use(next => http => http.GetEndpoint()?.RequestDelegate is null ? door.ServeAsync(http) : next(http))
            : app.Use(_ => door.ServeAsync);
    }

    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string pattern, AppEntry entry, ZiBaiPipelineOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        var mounted = RoutePatternFactory.Parse(pattern);
        if (mounted.Parameters.FirstOrDefault(static one => !one.IsCatchAll && (one.IsOptional || one.Default is not null)) is { } optional)
        {
            throw new ArgumentException(
                $"The pattern '{pattern}' has a parameter that may be left out, '{optional.Name}', so that nobody could tell where SCRIPT_NAME ends. "
                + "Map a pattern for each case, for example one with the parameter and one without.",
                nameof(pattern));
        }

        var hasRest = mounted.PathSegments is [.., { IsSimple: true } last] && last.Parts[0] is RoutePatternParameterPart { IsCatchAll: true };
        var door = Door(endpoints.ServiceProvider, entry, options);
        return endpoints.Map(hasRest ? pattern : pattern.TrimEnd('/') + "/{**pathInfo}", door.ServeEndpointAsync);
    }

    private static MiddlewareDoor Door(IServiceProvider services, AppEntry app, ZiBaiPipelineOptions? options) =>
        services.GetService<MiddlewareDoors>()?.Create(app, options ?? new ZiBaiPipelineOptions())
        ?? throw new InvalidOperationException("Zi Bai's services are missing. Call builder.Services.AddZiBai() before the host is built.");
}
