using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ZiBai.Conformance.Tests.Fixture;

/// <summary>
/// An ASP.NET Core site that ends in the app. What the middleware door has no setting for, since pipelines have their own way to say it, is said in
/// that way.
/// </summary>
internal static class Site
{
    /// <summary>Starts the site.</summary>
    /// <returns>Once it is started: its life, until <paramref name="exit"/> stops it.</returns>
    public static async Task<Task> StartAsync(
        WsgiApp? app, AsyncWsgiApp? asyncApp, Socket socket, int maxWorkers, ZiBaiOptions options, ILoggerFactory loggers, CancellationToken exit)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddZiBai();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.GracefulExitTimeout);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = _ => socket);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.KeepAliveTimeout = options.SocketTimeout;
            kestrel.Limits.RequestHeadersTimeout = options.SocketTimeout;
            kestrel.Listen(socket.LocalEndPoint!);
        });
        var site = builder.Build();
        if (options.UrlPrefix is not null)
        {
            site.UsePathBase(options.UrlPrefix);
        }

        site.Use(next => http =>
        {
            // As the middleware for forwarded headers does it.
            http.Request.Scheme = options.UrlScheme;
            return next(http);
        });
        var pipelineOptions = new ZiBaiPipelineOptions
        {
            MaxWorkers = maxWorkers,
            NoGevent = options.NoGevent,
            HeaderMap = options.HeaderMap,
            MaxRequestBodySize = options.MaxRequestBodySize,
            ForwardedAllowIps = options.ForwardedAllowIps,
            ForwardedHops = options.ForwardedHops,
            Validate = options.Validate,
        };
        _ = app is not null ? site.UseZiBai(app, pipelineOptions) : site.UseZiBai(asyncApp!, pipelineOptions);
        await site.StartAsync(CancellationToken.None);
        return LiveAsync(site, exit);
    }

    private static async Task LiveAsync(WebApplication site, CancellationToken exit)
    {
        await using (site)
        {
            var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using (exit.Register(stopping.SetResult))
            {
                await stopping.Task;
            }

            await site.StopAsync(CancellationToken.None);
        }
    }
}
