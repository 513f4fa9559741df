using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ZiBai.Benchmarks;

/// <summary>The yardstick: Kestrel with the smallest application there is, which writes the same bytes as the hello sample.</summary>
internal static class BareServer
{
    /// <summary>Serves until the process is ended.</summary>
    /// <param name="port">The port on 127.0.0.1.</param>
    public static async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton<ILoggerFactory>(_ => LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Warning)));
        await using var app = builder.Build();
        var options = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value;
        options.AddServerHeader = false;
        options.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        options.Listen(IPAddress.Loopback, port);
        var server = app.Services.GetRequiredService<IServer>();
        await server.StartAsync(new BareApplication(), CancellationToken.None);
        await Task.Delay(Timeout.Infinite);
    }
}
