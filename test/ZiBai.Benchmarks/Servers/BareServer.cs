using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ZiBai.Benchmarks.Servers;

/// <summary>The yardstick: Kestrel with the smallest application there is, which writes the same bytes as zibai with the same app.</summary>
internal static class BareServer
{
    /// <summary>Serves until the process is ended.</summary>
    /// <param name="endpoint">Where to listen.</param>
    /// <param name="work">The name of what to do: see <see cref="BareApplication.For"/>.</param>
    public static async Task RunAsync(Endpoint endpoint, string work)
    {
        await using var app = await StartAsync(endpoint, work);
        await Task.Delay(Timeout.Infinite);
    }

    /// <summary>Serves until it is disposed.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static async Task<IAsyncDisposable> StartAsync(Endpoint endpoint, string work)
    {
        var application = BareApplication.For(work);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton<ILoggerFactory>(_ => LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Warning)));
        var app = builder.Build();
        var options = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value;
        options.AddServerHeader = false;
        options.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        endpoint.ListenOn(options);
        var server = app.Services.GetRequiredService<IServer>();
        await server.StartAsync(application, CancellationToken.None);
        return app;
    }
}
