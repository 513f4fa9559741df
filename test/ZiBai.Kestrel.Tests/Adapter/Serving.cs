using System.Text;
using Microsoft.AspNetCore.Http.Features;
using ZiBai.Adapter;
using ZiBai.Logging.Records;
using ZiBai.Testing;

namespace ZiBai.Tests.Adapter;

/// <summary>An engine around an app, its two logs, and requests for it.</summary>
internal sealed class Serving : IDisposable
{
    public const string Errors = "errors";
    public const string Debug = "debug";

    public Serving(AppEntry app)
    {
        Engine = new WsgiEngine(app, Drain, Records(Sink), Sink.CreateLogger(Debug));
    }

    public Serving(WsgiApp app)
        : this(new AppEntry(app))
    {
    }

    public Serving(AsyncWsgiApp app)
        : this(new AppEntry(app))
    {
    }

    public WsgiEngine Engine { get; }

    public DrainFlag Drain { get; } = new();

    public LogSink Sink { get; } = new();

    /// <summary>Records of failed requests alone.</summary>
    public static RequestRecords Records(LogSink sink) => new(access: null, sink.CreateLogger(Errors), RecordFields.Usual);

    /// <summary>The logger for wsgi.errors is the errors' own.</summary>
    public RequestContext Context(Exchange exchange)
    {
        var context = new RequestContext(Exchange.Settings(Sink.CreateLogger(Errors)));
        context.Reset(exchange.Features);
        return context;
    }

    public RequestContext Context(string path = "/")
    {
        var exchange = new Exchange();
        exchange.Request.Path = path;
        return Context(exchange);
    }

    public async Task<Exchange> RunAsync(Exchange? exchange = null)
    {
        exchange ??= new Exchange();
        await Engine.RunAsync(Context(exchange)).WaitAsync(Timeouts.Default);
        return exchange;
    }

    public void Dispose() => Sink.Dispose();

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static string PathOf(IDictionary<string, object?> environ) => (string)environ[EnvironKeys.PathInfo]!;
}

/// <summary>The features of a connection that keeps its context from request to request, as Kestrel's do.</summary>
internal sealed class ConnectionFeatures : FeatureCollection, Microsoft.AspNetCore.Hosting.Server.Abstractions.IHostContextContainer<RequestContext>
{
    public RequestContext? HostContext { get; set; }
}
