using System.Net;
using Microsoft.AspNetCore.Http.Features;
using ZiBai.Environ;

namespace ZiBai.Tests.Environ;

public sealed class EnvironResetTests
{
    // The settings are the server's; a version only ever counts on; the addresses are remembered for the connection's next request.
    private static readonly string[] _kept = ["_settings", "_version", "_serverAddress", "_remoteAddress"];

    [Fact]
    public void ResetForgetsEveryField()
    {
        var settings = Exchange.Settings();
        var exchange = Behind(new Exchange());
        var (fresh, used) = (new RequestEnviron(settings), UseUp(exchange.Environ(settings), exchange.Request));
        Assert.Equal(FieldGuard.NamesOf(fresh, _kept), FieldGuard.Differing(fresh, used, _kept));

        used.Reset(null, null);

        Assert.Empty(FieldGuard.Differing(fresh, used, _kept));
    }

    [Fact]
    public void TheNextRequestSeesNothingOfTheOneBefore()
    {
        var settings = Exchange.Settings();
        var exchange = Behind(new Exchange("POST"));
        var used = UseUp(exchange.Environ(settings), exchange.Request);
        var next = new Exchange("PUT");
        used.Reset(next.Features, next.Request);

        Assert.Equal(
            EnvironOperations.All(next.Environ(settings)),
            EnvironOperations.All(used));
    }

    [Fact]
    public void TheNextRequestMayComeFromElsewhere()
    {
        var settings = Exchange.Settings();
        var environ = From("192.0.2.1").Environ(settings);
        Assert.Equal("192.0.2.1", environ["REMOTE_ADDR"]);

        var next = From("192.0.2.2");
        environ.Reset(next.Features, next.Request);

        Assert.Equal("192.0.2.2", environ["REMOTE_ADDR"]);
    }

    [Fact]
    public void TheNextRequestEndsAnEnumerationOfTheOneBefore()
    {
        var environ = new Exchange().Environ();
        using var pairs = environ.GetEnumerator();
        pairs.MoveNext();
        var next = new Exchange();

        environ.Reset(next.Features, next.Request);

        Assert.Throws<InvalidOperationException>(() => pairs.MoveNext());
    }

    private static Exchange From(string address)
    {
        var exchange = new Exchange();
        exchange.Features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { RemoteIpAddress = IPAddress.Parse(address) });
        return exchange;
    }

    private static Exchange Behind(Exchange exchange)
    {
        exchange.Request.Headers["X-Forwarded-For"] = "192.0.2.9";
        exchange.Request.Headers["X-Forwarded-Proto"] = "https";
        exchange.Request.Headers["X-Forwarded-Host"] = "example.com";
        exchange.Request.Headers["X-Forwarded-Prefix"] = "/shop";
        return exchange;
    }

    private static RequestEnviron UseUp(RequestEnviron environ, HttpRequestFeature request)
    {
        Assert.Null(environ.TakeForwarded());

        // Nobody trusts the peer that it has now.
        request.Headers["X-Forwarded-For"] = "192.0.2.10";
        Assert.Null(environ.TakeForwarded());
        environ["custom"] = 1;
        environ["HTTP_X_ADDED"] = "1";
        environ["REQUEST_METHOD"] = "changed";
        environ.Remove("PATH_INFO");
        Assert.NotEmpty(environ.ToArray());
        return environ;
    }
}
