using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;

namespace ZiBai.Tests.Pipeline;

/// <summary>Who is believed about the client in a pipeline, with the middleware for forwarded headers and without.</summary>
public sealed class ForwardedSiteTests
{
    private const string Proxy = "203.0.113.7";

    [Theory]
    [InlineData("203.0.113.0/24", 1, "192.0.2.1|192.0.2.1")]
    [InlineData("*", 2, "6.6.6.6|6.6.6.6, 192.0.2.1")]
    [InlineData("127.0.0.1,::1", 1, Proxy + "|-")]
    [InlineData("", 1, Proxy + "|-")]
    public async Task TheOptionsSayWhoIsBelieved(string trusted, int hops, string seen) =>
        Assert.Equal(seen, await AskAsync(new ZiBaiPipelineOptions { ForwardedAllowIps = trusted, ForwardedHops = hops }, null));

    /// <summary>What that middleware took is gone from the headers, and what it left is the client's word.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(Proxy)]
    public async Task TheMiddlewareForForwardedHeadersGoesFirst(string trusted)
    {
        var middleware = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor };
        middleware.KnownProxies.Add(IPAddress.Parse(Proxy));

        Assert.Equal("192.0.2.1|-", await AskAsync(new ZiBaiPipelineOptions { ForwardedAllowIps = trusted }, middleware));
    }

    private static async Task<string> AskAsync(ZiBaiPipelineOptions options, ForwardedHeadersOptions? middleware)
    {
        await using var site = await TestSite.StartAsync(site =>
        {
            site.Use(static next => http =>
            {
                http.Connection.RemoteIpAddress = IPAddress.Parse(Proxy);
                return next(http);
            });
            if (middleware is not null)
            {
                site.UseForwardedHeaders(middleware);
            }

            site.UseZiBai(
                static (environ, startResponse) =>
                {
                    startResponse("200 OK", []);
                    var left = environ.TryGetValue("HTTP_X_FORWARDED_FOR", out var header) ? header : "-";
                    return [TestSite.Bytes($"{environ[EnvironKeys.RemoteAddr]}|{left}")];
                },
                options);
        });
        site.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "6.6.6.6, 192.0.2.1");
        return await site.GetAsync("/");
    }
}
