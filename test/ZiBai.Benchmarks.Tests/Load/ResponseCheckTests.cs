using Microsoft.AspNetCore.Http;
using ZiBai.Benchmarks.Load;
using ZiBai.Testing;

namespace ZiBai.Benchmarks.Tests.Load;

public sealed class ResponseCheckTests
{
    [Fact]
    public async Task TheRightResponsePasses() => Assert.Null(await FaultAsync(static response => Say(response, "Hello World!")));

    [Fact]
    public async Task AnotherStatusIsAFault() => Assert.Equal("status 404", await FaultAsync(static response =>
    {
        response.StatusCode = 404;
        return Say(response, "Hello World!");
    }));

    [Fact]
    public async Task AnotherContentTypeIsAFault() => Assert.StartsWith("Content-Type 'text/html'", await FaultAsync(static response =>
    {
        response.ContentType = "text/html";
        return response.WriteAsync("Hello World!");
    }), StringComparison.Ordinal);

    [Fact]
    public async Task ResponseWithoutALengthIsAFault() => Assert.StartsWith("Content-Length", await FaultAsync(static response =>
    {
        response.ContentType = Work.Hello.ContentType;
        return response.WriteAsync("Hello World!");
    }), StringComparison.Ordinal);

    [Fact]
    public async Task OtherBytesAreAFault() => Assert.Equal("another body", await FaultAsync(static response => Say(response, "Hello world!")));

    [Fact]
    public async Task AKestrelThatDoesNotNameItselfIsAFault() => Assert.Equal("no Date, or no Server", await FaultAsync(static response =>
    {
        response.ContentType = Work.Hello.ContentType;
        response.ContentLength = "Hello World!".Length;
        return response.WriteAsync("Hello World!");
    }));

    [Fact]
    public async Task RequestIsWhatTheWorkSays()
    {
        (string Method, long Length) asked = default;
        await using var server = await TestServer.StartAsync(async context =>
        {
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            asked = (context.Request.Method, body.Length);
            context.Response.StatusCode = 204;
        });
        using var timeout = new CancellationTokenSource(Timeouts.Default);

        await ResponseCheck.FaultAsync(server.Endpoint, Work.Echo, withServersHeaders: true, timeout.Token);

        Assert.Equal(("POST", 1024L), asked);
    }

    private static async Task<string?> FaultAsync(Func<HttpResponse, Task> answer)
    {
        await using var server = await TestServer.StartAsync(context => answer(context.Response));
        using var timeout = new CancellationTokenSource(Timeouts.Default);
        return await ResponseCheck.FaultAsync(server.Endpoint, Work.Hello, withServersHeaders: true, timeout.Token);
    }

    private static Task Say(HttpResponse response, string text)
    {
        response.ContentType = Work.Hello.ContentType;
        response.ContentLength = text.Length;
        response.Headers.Server = "test";
        return response.WriteAsync(text);
    }
}
