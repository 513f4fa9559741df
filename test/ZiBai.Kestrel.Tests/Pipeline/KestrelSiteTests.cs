using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using ZiBai.Testing;

namespace ZiBai.Tests.Pipeline;

/// <summary>The middleware door on Kestrel as a site has it.</summary>
public sealed class KestrelSiteTests
{
    [Fact]
    public async Task HttpTwoIsServed()
    {
        await using var site = await StartAsync(HttpProtocols.Http2, static (environ, startResponse) =>
        {
            var input = (Stream)environ[EnvironKeys.WsgiInput]!;
            using var reader = new StreamReader(input);
            var body = reader.ReadToEnd();
            startResponse("201 Whatever", [("X-One", "1")]);
            return [TestSite.Bytes($"{environ[EnvironKeys.ServerProtocol]} "), TestSite.Bytes(body)];
        });
        using var client = Client(site);
        using var content = new StringContent("body");

        using var response = await client.PostAsync("/", content).WaitAsync(Timeouts.Default);

        Assert.Equal((HttpStatusCode.Created, HttpVersion.Version20), (response.StatusCode, response.Version));
        Assert.Equal("HTTP/2 body", await response.Content.ReadAsStringAsync());
        Assert.Equal("Zî Bái", response.Headers.NonValidated["Server"].ToString());
    }

    /// <summary>On HTTP/2 a stream is broken off, and its connection lives on.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AFailureOnHttpTwoEndsItsStreamAlone(bool begins)
    {
        await using var site = await StartAsync(HttpProtocols.Http2, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return (string)environ[EnvironKeys.PathInfo]! == "/" ? [TestSite.Bytes("fine")] : Failing(begins);
        });
        using var client = Client(site);

        if (begins)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync("/fails").WaitAsync(Timeouts.Default));
        }
        else
        {
            using var response = await client.GetAsync("/fails").WaitAsync(Timeouts.Default);
            Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        }

        Assert.Equal("fine", await client.GetStringAsync("/").WaitAsync(Timeouts.Default));
        Assert.Single(site.Log.Entries, static entry => entry.EventId.Name == "ConnectionAccepted");
        Assert.Equal("of the app", Assert.Single(site.Log.Entries, static entry => entry.Level >= LogLevel.Warning).Exception!.Message);
    }

    /// <summary>
    /// An exception handler takes what an app cancels for a client that has gone, if the connection has gone: it must not have, by then, or nobody would log
    /// what happened. But the client must be able to tell that its response is not whole, which one without a length or chunks shows by nothing else.
    /// </summary>
    [Fact]
    public async Task AFailureAfterTheFirstBytesIsLoggedAndThenBrokenOff()
    {
        await using var site = await StartAsync(
            HttpProtocols.Http1,
            static (_, startResponse) =>
            {
                startResponse("200 OK", []);
                return Canceled();
            },
            static site => site.UseExceptionHandler(static handler => handler.Run(static _ => Task.CompletedTask)));
        await using var connection = await RawConnection.ConnectAsync(site.Address);
        await connection.SendAsync("GET / HTTP/1.0\r\n\r\n");

        Assert.Equal(ConnectionEnd.Reset, await connection.WaitForEndAsync());
        var entry = await site.Log.WaitForAsync(static entry => entry.Level >= LogLevel.Warning && entry.Exception is OperationCanceledException);
        Assert.Equal("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", entry.Category);

        static IEnumerable<ReadOnlyMemory<byte>> Canceled()
        {
            yield return TestSite.Bytes("first");
            throw new OperationCanceledException("of the app's own");
        }
    }

    /// <summary>Without a limit of the app's own, the one that the pipeline has set holds; whoever is beyond it is told so, and it is no exception.</summary>
    [Fact]
    public async Task TheServersLimitOfABodyIsAnsweredWith413()
    {
        await using var site = await StartAsync(
            HttpProtocols.Http1,
            static (environ, startResponse) =>
            {
                ((Stream)environ[EnvironKeys.WsgiInput]!).CopyTo(Stream.Null);
                startResponse("200 OK", []);
                return [];
            },
            static site => site.Use(static next => http =>
            {
                http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = 10;
                return next(http);
            }));
        await using var connection = await RawConnection.ConnectAsync(site.Address);

        var response = await connection.RequestAsync("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n12345678901");

        Assert.Equal((413, "close"), (response.StatusCode, response.Header("Connection")));
        Assert.DoesNotContain(site.Log.Entries, static entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task WhatTheProgramConfiguresAfterwardsHolds()
    {
        await using var site = await TestSite.StartAsync(
            static _ => { },
            static builder => builder.Services.Configure<KestrelServerOptions>(
                static kestrel => kestrel.RequestHeaderEncodingSelector = static name => name == HeaderNames.Cookie ? Encoding.UTF8 : null));

        var kestrel = site.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value;

        Assert.Equal((Encoding.UTF8, null), (kestrel.RequestHeaderEncodingSelector(HeaderNames.Cookie), kestrel.RequestHeaderEncodingSelector(HeaderNames.Accept)));
        Assert.Equal(Encoding.Latin1, kestrel.ResponseHeaderEncodingSelector(HeaderNames.Accept));
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Failing(bool begins)
    {
        yield return begins ? TestSite.Bytes("first") : default;
        throw new InvalidOperationException("of the app");
    }

    private static HttpClient Client(TestSite site) => new()
    {
        BaseAddress = new Uri(site.Address),
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private static Task<TestSite> StartAsync(HttpProtocols protocols, WsgiApp app, Action<WebApplication>? outer = null) => TestSite.StartAsync(
        site =>
        {
            outer?.Invoke(site);
            site.UseZiBai(app);
        },
        builder =>
        {
            builder.WebHost.UseKestrelCore();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        });
}
