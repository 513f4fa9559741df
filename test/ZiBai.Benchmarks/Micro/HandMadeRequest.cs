using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using ZiBai.Benchmarks.Load;
using ZiBai.Environ;

namespace ZiBai.Benchmarks.Micro;

/// <summary>A browser's request of 20 headers, as features made by hand: what is measured with it is our part, and none of Kestrel's.</summary>
internal sealed class HandMadeRequest
{
    public HandMadeRequest()
    {
        Request.Headers.Host = "localhost";
        foreach (var (name, value) in Work.TwentyHeaders.Headers)
        {
            Request.Headers[name] = value;
        }

        Features.Set<IHttpRequestFeature>(Request);
        Features.Set<IHttpResponseFeature>(Response);
        Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
        Features.Set<IHttpConnectionFeature>(new HttpConnectionFeature
        {
            LocalIpAddress = IPAddress.Loopback,
            LocalPort = 8000,
            RemoteIpAddress = IPAddress.Loopback,
            RemotePort = 50_000,
        });
    }

    public FeatureCollection Features { get; } = new();

    public HttpRequestFeature Request { get; } = new()
    {
        Method = "GET",
        Protocol = "HTTP/1.1",
        Scheme = "http",
        Path = "/shop/basket",
        QueryString = "?page=2",
        RawTarget = "/shop/basket?page=2",
    };

    public HttpResponseFeature Response { get; } = new();

    public EnvironSettings Settings { get; } = new()
    {
        ScriptName = "",
        UrlScheme = "http",
        Multithread = true,
        Multiprocess = false,
        ErrorLogger = NullLogger.Instance,
    };
}
