using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZiBai.Testing;

namespace ZiBai.Tests.Pipeline;

/// <summary>An ASP.NET Core site: in memory, unless the test gives it a server.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    private readonly WebApplication _site;
    private HttpClient? _client;

    private TestSite(WebApplication site, LogSink log)
    {
        _site = site;
        Log = log;
    }

    public LogSink Log { get; }

    public IServiceProvider Services => _site.Services;

    /// <summary>Where it listens, if it does.</summary>
    public string Address => _site.Urls.Single();

    public HttpClient Client => _client ??= _site.GetTestClient();

    /// <summary>Answers with the two halves of the path.</summary>
    public static WsgiApp Paths => (environ, startResponse) =>
    {
        startResponse("200 OK", []);
        return [Bytes($"{environ[EnvironKeys.ScriptName]}|{environ[EnvironKeys.PathInfo]}")];
    };

    /// <summary>Builds and starts a site.</summary>
    /// <param name="configure">Its pipeline.</param>
    /// <param name="build">Its services, <c>AddZiBai</c> aside, and its server.</param>
    public static async Task<TestSite> StartAsync(Action<WebApplication> configure, Action<WebApplicationBuilder>? build = null)
    {
        var log = new LogSink();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.WebHost.UseTestServer();
        builder.Services.AddRoutingCore();
        builder.Services.AddZiBai();
        build?.Invoke(builder);
        var site = builder.Build();
        configure(site);
        await site.StartAsync().WaitAsync(Timeouts.Default);
        return new TestSite(site, log);
    }

    public Task<string> GetAsync(string target) => Client.GetStringAsync(target).WaitAsync(Timeouts.Default);

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await _site.DisposeAsync();
        Log.Dispose();
    }
}
