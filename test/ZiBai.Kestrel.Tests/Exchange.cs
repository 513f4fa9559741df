using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ZiBai.Environ;
using ZiBai.Forwarding;

namespace ZiBai.Tests;

/// <summary>A request and its response made by hand: the features a server would give, and what became of them.</summary>
internal sealed class Exchange
{
    public Exchange(string method = "GET", string protocol = "HTTP/1.1", IFeatureCollection? features = null)
    {
        Features = features ?? new FeatureCollection();
        Request = new HttpRequestFeature { Method = method, Protocol = protocol, Scheme = "http", Path = "/", RawTarget = "/" };
        Response = new FakeResponse(Body);
        Features.Set<IHttpRequestFeature>(Request);
        Features.Set<IHttpResponseFeature>(Response);
        Features.Set<IHttpResponseBodyFeature>(Body);
        Features.Set<IHttpRequestLifetimeFeature>(Lifetime);
    }

    public IFeatureCollection Features { get; }

    public HttpRequestFeature Request { get; }

    public FakeResponse Response { get; }

    public FakeBody Body { get; } = new();

    public FakeLifetime Lifetime { get; } = new();

    public IHeaderDictionary Headers => Response.Headers;

    public static EnvironSettings Settings(
        ILogger? errors = null, string scriptName = "", string urlScheme = "http", bool multithread = true, bool multiprocess = false,
        HeaderMap headerMap = HeaderMap.Drop, string forwardedAllowIps = TrustedProxies.ThisMachine, int forwardedHops = 1,
        int? worker = null) => new()
        {
            ScriptName = scriptName,
            UrlScheme = urlScheme,
            Multithread = multithread,
            Multiprocess = multiprocess,
            HeaderMap = headerMap,
            Proxies = TrustedProxies.Parse(forwardedAllowIps, forwardedHops),
            ErrorLogger = errors ?? NullLogger.Instance,
            Worker = worker,
        };

    public RequestEnviron Environ(EnvironSettings? settings = null)
    {
        var environ = new RequestEnviron(settings ?? Settings());
        environ.Reset(Features, Request);
        return environ;
    }
}

/// <summary>A response that has started once bytes of its body went out, and is complete when the test says so.</summary>
internal sealed class FakeResponse(FakeBody body) : HttpResponseFeature
{
    private readonly List<Func<Task>> _onCompleted = [];

    public override bool HasStarted => body.HasStarted;

    public override void OnCompleted(Func<object, Task> callback, object state) => _onCompleted.Add(() => callback(state));

    public Task CompleteAsync() => Task.WhenAll(_onCompleted.Select(static callback => callback()));
}

/// <summary>A client that goes when the test says so.</summary>
internal sealed class FakeLifetime : IHttpRequestLifetimeFeature
{
    private readonly Action _go;

    public FakeLifetime()
    {
        var gone = new CancellationTokenSource();
        _go = gone.Cancel;
        RequestAborted = gone.Token;
    }

    public CancellationToken RequestAborted { get; set; }

    /// <summary>How often the server broke the connection off.</summary>
    public int Aborts { get; private set; }

    public void Abort() => Aborts++;

    public void ClientGoes() => _go();
}
