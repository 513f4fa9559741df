using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ZiBai.Adapter;
using ZiBai.Response;
using ZiBai.Testing;

namespace ZiBai.Tests.Pipeline;

/// <summary>What is left of a request when its connection breaks is no request for anybody in the site.</summary>
public sealed class LastRequestTests
{
    private const string Smuggled = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";

    private static readonly string _post = $"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {Smuggled.Length}\r\n\r\n{Smuggled}";

    private readonly ConcurrentQueue<string> _seen = new();
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>An app that does not read the body, and is still at work when the client goes.</summary>
    [Fact]
    public async Task WhatAnAppLeavesBehindReachesNoEndpoint()
    {
        await using var site = await StartAsync(static site =>
        {
            site.MapGet("/smuggled", static _ => Task.CompletedTask);
            site.MapZiBai("/", static (environ, startResponse) =>
            {
                var gone = (CancellationToken)environ[EnvironKeys.RequestAborted]!;
                Assert.True(gone.WaitHandle.WaitOne(Timeouts.Default));
                startResponse("200 OK", []);
                return [];
            });
        });
        await using var connection = await RawConnection.ConnectAsync(site.Address);

        await connection.SendAsync(_post);
        await _entered.Task.WaitAsync(Timeouts.Default);
        connection.FinishSending();
        await connection.WaitForEndAsync();
        await site.DisposeAsync();

        Assert.Equal(["/"], _seen);
    }

    /// <summary>An endpoint that does not read the body, and is still at work when the client goes.</summary>
    [Fact]
    public async Task WhatAnEndpointLeavesBehindReachesNoApp()
    {
        await using var site = await StartAsync(static site =>
        {
            site.MapPost("/", static async http =>
            {
                var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await using var registration = http.RequestAborted.Register(gone.SetResult);
                await gone.Task.WaitAsync(Timeouts.Default);
            });
            site.MapZiBai("/smuggled", TestSite.Paths);
        });
        await using var connection = await RawConnection.ConnectAsync(site.Address);

        await connection.SendAsync(_post);
        await _entered.Task.WaitAsync(Timeouts.Default);
        connection.FinishSending();
        await connection.WaitForEndAsync();
        await site.DisposeAsync();

        Assert.Equal(["/"], _seen);
    }

    [Fact]
    public async Task RequestsThatFollowOneWithABodyAreServed()
    {
        await using var site = await StartAsync(static site =>
        {
            site.MapPost("/", static _ => Task.CompletedTask);
            site.MapZiBai("/app", TestSite.Paths);
        });
        await using var connection = await RawConnection.ConnectAsync(site.Address);

        Assert.Equal(200, (await connection.RequestAsync(_post)).StatusCode);
        Assert.Equal("/app|/a", (await connection.RequestAsync("GET /app/a HTTP/1.1\r\nHost: h\r\n\r\n")).BodyText);
        Assert.Equal("/app|/b", (await connection.RequestAsync("POST /app/b HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx")).BodyText);
        Assert.Equal("/app|/c", (await connection.RequestAsync("GET /app/c HTTP/1.1\r\nHost: h\r\n\r\n")).BodyText);
        Assert.Equal(["/", "/app/a", "/app/b", "/app/c"], _seen);
    }

    /// <summary>The door knows what nobody else can see from outside: here, that a refusal was to close the connection.</summary>
    [Theory]
    [InlineData("x", false)]
    [InlineData("xx", true)]
    public async Task TheDoorTellsWhetherItsResponseEndsTheConnection(string body, bool ends)
    {
        LastRequest? last = null;
        await using var site = await TestSite.StartAsync(site =>
        {
            site.Use(next => http =>
            {
                http.Features.Set<IConnectionItemsFeature>(new ConnectionItems());
                last = LastRequest.Of(http.Features)!;
                last.Begin(http.Features.GetRequiredFeature<IHttpRequestFeature>(), isClosed: false);
                return next(http);
            });
            site.UseZiBai(TestSite.Paths, new ZiBaiPipelineOptions { MaxRequestBodySize = 1 });
        });
        using var content = new StringContent(body);

        using var response = await site.Client.PostAsync("/", content).WaitAsync(Timeouts.Default);

        Assert.Equal((ends ? 413 : 200, ends), ((int)response.StatusCode, last!.HasCome));
    }

    [Theory]
    [InlineData("HTTP/1.1", true)]
    [InlineData("HTTP/2", false)]
    public void ARequestWhoseResponseIsToBeBrokenOffIsTheLast(string protocol, bool isLast)
    {
        var (exchange, response, last) = (new Exchange("POST", protocol), new WsgiResponse(), new LastRequest());
        response.Reset(exchange.Features, exchange.Request, exchange.Response, exchange.Body);
        last.Begin(exchange.Request, isClosed: false);
        response.BreakOffAtTheEnd();

        last.End(response);

        Assert.Equal(isLast, last.HasCome);
    }

    [Fact]
    public void AConnectionHasOneOnHttp1()
    {
        var (items, other) = (new ConnectionItems(), new ConnectionItems());
        var last = Of("HTTP/1.1", items);

        Assert.NotNull(last);
        Assert.Same(last, Of("HTTP/1.0", items));
        Assert.NotSame(last, Of("HTTP/1.1", other));
    }

    /// <summary>Nor is anything written to what all streams of a connection share.</summary>
    [Fact]
    public void AStreamOfHttp2HasNone()
    {
        var items = new ConnectionItems();

        Assert.Null(Of("HTTP/2", items));
        Assert.Empty(items.Items);
    }

    [Fact]
    public void AServerWithoutConnectionsHasNone() => Assert.Null(Of("HTTP/1.1", null));

    private static LastRequest? Of(string protocol, ConnectionItems? items)
    {
        var features = new Exchange("GET", protocol).Features;
        features.Set<IConnectionItemsFeature>(items);
        return LastRequest.Of(features);
    }

    private Task<TestSite> StartAsync(Action<WebApplication> configure) => TestSite.StartAsync(
        site =>
        {
            site.Use(next => http =>
            {
                _seen.Enqueue(http.Request.Path.Value!);
                _entered.TrySetResult();
                return next(http);
            });
            configure(site);
        },
        static builder =>
        {
            builder.WebHost.UseKestrelCore();
            builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1));
        });

    private sealed class ConnectionItems : IConnectionItemsFeature
    {
        public IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();
    }
}
