using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZiBai.Adapter;
using ZiBai.Transport;

namespace ZiBai.Worker;

/// <summary>Puts together the host that a worker lives in: Kestrel as the container's server, and nothing of the web pipeline.</summary>
internal static class ServerBuilder
{
    /// <summary>Builds the host. Nothing is bound, loaded or started yet.</summary>
    /// <param name="plan">What is to be served and how.</param>
    /// <param name="stop">How the worker is asked to stop.</param>
    /// <param name="loggerFactory">The loggers; they stay the caller's.</param>
    /// <param name="hostArguments">Host settings as <c>--key=value</c>, which test factories pass to a program's Main.</param>
    public static IHost Build(WorkerPlan plan, StopRequest stop, ILoggerFactory loggerFactory, string[] hostArguments)
    {
        // A host of the usual kind, since tools such as WebApplicationFactory find and change a program's host while it is built.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = hostArguments,
            ApplicationName = "zibai",
            DisableDefaults = true,
        });
        var services = builder.Services;
        services.AddSingleton(loggerFactory);
        services.AddSingleton<IHostLifetime, NoLifetime>();
        services.AddSingleton(plan);
        services.AddSingleton(stop);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new ConnectionTracker(plan.Options.MaxConnections));
        services.AddSingleton<DrainableListenerFactory>();
        services.AddSingleton<Microsoft.AspNetCore.Connections.IConnectionListenerFactory>(
            static provider => provider.GetRequiredService<DrainableListenerFactory>());
        services.AddSingleton(new DiagnosticListener("Microsoft.AspNetCore"));
        services.AddSingleton<DiagnosticSource>(static provider => provider.GetRequiredService<DiagnosticListener>());
        StrictKestrel.EndLinesInCrLf();
        new ServerServices(services).UseKestrelCore();
        services.Configure<KestrelServerOptions>(kestrel => Configure(kestrel, plan.Options));
        services.Configure<SocketTransportOptions>(sockets => DrainableListenerFactory.Configure(sockets, plan.Options.Backlog));
        services.Configure<HostOptions>(static host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        services.AddSingleton<ServingService>();
        services.AddHostedService(static provider => provider.GetRequiredService<ServingService>());
        builder.ConfigureContainer(new WithoutWebPipeline());
        return builder.Build();
    }

    private static void Configure(KestrelServerOptions kestrel, ZiBaiOptions options)
    {
        kestrel.AddServerHeader = false;
        StrictKestrel.TakeHeadersAsLatin1(kestrel);
        StrictKestrel.SendHeadersAsLatin1(kestrel);
        var limits = kestrel.Limits;
        limits.KeepAliveTimeout = options.SocketTimeout;
        limits.RequestHeadersTimeout = options.SocketTimeout;

        // Apps take bodies of any size unless told otherwise; memory stays bounded, since the app's reading holds the client back.
        limits.MaxRequestBodySize = options.MaxRequestBodySize;
        if (options.H11MaxIncompleteEventSize is { } size)
        {
            limits.MaxRequestLineSize = size;
            limits.MaxRequestHeadersTotalSize = size;
            limits.MaxRequestBufferSize = Math.Max(size, limits.MaxRequestBufferSize ?? 0);
        }
    }

    /// <summary>The part of a web host that server packages register themselves with: its services.</summary>
    private sealed class ServerServices(IServiceCollection services) : IWebHostBuilder
    {
        public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
        {
            configureServices(services);
            return this;
        }

        public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices)
        {
            configureServices(new WebHostBuilderContext(), services);
            return this;
        }

        public IWebHostBuilder ConfigureAppConfiguration(Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate) => this;

        public string? GetSetting(string key) => null;

        public IWebHostBuilder UseSetting(string key, string? value) => this;

#pragma warning disable ASPDEPR008 // The interface still asks for it.
        public IWebHost Build() => throw new NotSupportedException("Only the services of a web host are built here.");
#pragma warning restore ASPDEPR008
    }

    /// <summary>
    /// A test factory adds the service that starts ASP.NET Core's pipeline on the server. Here the app itself is what runs on it, so that service
    /// is left out; the server and whatever else the factory put in stay.
    /// </summary>
    private sealed class WithoutWebPipeline : IServiceProviderFactory<IServiceCollection>
    {
        public IServiceCollection CreateBuilder(IServiceCollection services) => services;

        public IServiceProvider CreateServiceProvider(IServiceCollection containerBuilder)
        {
            var pipeline = containerBuilder.FirstOrDefault(static service =>
                service.ServiceType == typeof(IHostedService)
                && service.ImplementationType?.FullName == "Microsoft.AspNetCore.Hosting.GenericWebHostService");
            if (pipeline is not null)
            {
                containerBuilder.Remove(pipeline);
            }

            return containerBuilder.BuildServiceProvider();
        }
    }

    /// <summary>The host is started and stopped by the worker, never by signals of its own.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
