using Microsoft.Extensions.Primitives;
using ZiBai.Adapter;

namespace ZiBai.Tests.Adapter;

public sealed class RequestGuardTests
{
    [Theory]
    [InlineData("HTTP/1.1", null, null, null)]
    [InlineData("HTTP/1.1", "chunked", null, null)]
    [InlineData("HTTP/1.1", "CHUNKED", null, null)]
    [InlineData("HTTP/1.1", null, 10L, null)]
    [InlineData("HTTP/1.0", null, 10L, null)]
    [InlineData("HTTP/1.1", null, 11L, 413)]
    [InlineData("HTTP/1.1", "chunked", 1L, 400)]
    [InlineData("HTTP/1.1", "chunked", 11L, 400)]
    [InlineData("HTTP/1.1", "gzip, chunked", null, 400)]
    [InlineData("HTTP/1.1", "", null, 400)]
    [InlineData("HTTP/1.0", "chunked", null, 400)]
    public void FramingIsOneOfTwoKinds(string protocol, string? coding, long? length, int? status)
    {
        var exchange = new Exchange("POST", protocol);
        exchange.Request.Headers.TransferEncoding = coding is null ? StringValues.Empty : new StringValues([coding]);
        exchange.Request.Headers.ContentLength = length;

        Assert.Equal(status, RequestGuard.Fault(exchange.Request, maxBodySize: 10)?.StatusCode);
    }

    [Theory]
    [InlineData("/", null)]
    [InlineData("/a%20b?c=d@e", null)]
    [InlineData("*", null)]
    [InlineData("http://h/@", null)]
    [InlineData("http://h?@", null)]
    [InlineData("/a b", 400)]
    [InlineData("/a\tb", 400)]
    [InlineData("/a\rb", 400)]
    [InlineData("/a\u007f", 400)]
    [InlineData("/a\u00e4", 400)]
    [InlineData("/a#b", 400)]
    [InlineData("http://u@h", 400)]
    [InlineData("http://u:p@h/", 400)]
    [InlineData("u@h:1", 400)]
    public void ATargetIsVisibleAsciiWithoutAFragmentOrAUser(string target, int? status)
    {
        var exchange = new Exchange();
        exchange.Request.RawTarget = target;

        Assert.Equal(status, RequestGuard.Fault(exchange.Request, maxBodySize: null)?.StatusCode);
    }

    [Fact]
    public void AnyLengthIsRightWithoutALimit()
    {
        var exchange = new Exchange("POST");
        exchange.Request.Headers.ContentLength = long.MaxValue;

        Assert.Null(RequestGuard.Fault(exchange.Request, maxBodySize: null));
    }

    [Fact]
    public void ALengthThatKestrelSetAsideIsStillALength()
    {
        var exchange = new Exchange("POST");
        exchange.Request.Headers.TransferEncoding = "chunked";
        exchange.Request.Headers["X-Content-Length"] = "5";

        Assert.Equal(400, RequestGuard.Fault(exchange.Request, maxBodySize: null)?.StatusCode);
    }

    [Fact]
    public async Task ARefusedRequestIsNeverTheApps()
    {
        var calls = 0;
        using var serving = new Serving((_, _) =>
        {
            calls++;
            return [];
        });
        var exchange = new Exchange("POST");
        exchange.Request.Headers.TransferEncoding = "gzip, chunked";

        await serving.RunAsync(exchange);

        Assert.Equal((0, 400, "close"), (calls, exchange.Response.StatusCode, exchange.Headers.Connection.ToString()));
        Assert.Equal(["RequestRefused"], serving.Sink.Entries.Select(static entry => entry.EventId.Name));
    }
}
