using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using ZiBai.Environ;

namespace ZiBai.Tests.Environ;

/// <summary>A table: what a trusted proxy sends, and what the environ has of it.</summary>
public sealed class EnvironForwardedTests
{
    private const string Proxy = "127.0.0.1";
    private const string Stranger = "198.51.100.66";

    // Headers, a line each; the keys and values that come of them, a line each; a key without a value is absent.
    [Theory]
    [InlineData("", "REMOTE_ADDR=127.0.0.1|REMOTE_PORT=4711|wsgi.url_scheme=http|SERVER_NAME=10.0.0.9|SERVER_PORT=8000|SCRIPT_NAME=")]
    [InlineData("X-Forwarded-For: 192.0.2.1", "REMOTE_ADDR=192.0.2.1|REMOTE_PORT=|HTTP_X_FORWARDED_FOR=192.0.2.1")]
    [InlineData("x-forwarded-for: 192.0.2.1:99", "REMOTE_ADDR=192.0.2.1|REMOTE_PORT=99")]
    [InlineData("X-Forwarded-For: [2001:DB8::1]:99", "REMOTE_ADDR=2001:db8::1|REMOTE_PORT=99")]
    [InlineData("X-Forwarded-For: ::ffff:192.0.2.1", "REMOTE_ADDR=192.0.2.1|REMOTE_PORT=")]
    [InlineData("X-Forwarded-For: unknown", "REMOTE_ADDR=|REMOTE_PORT=|HTTP_X_FORWARDED_FOR=unknown")]
    [InlineData("X-Forwarded-For: 6.6.6.6, 192.0.2.1", "REMOTE_ADDR=192.0.2.1|HTTP_X_FORWARDED_FOR=192.0.2.1")]
    [InlineData("X-Forwarded-For: not even, an address ,192.0.2.1 , ,", "REMOTE_ADDR=192.0.2.1|HTTP_X_FORWARDED_FOR=192.0.2.1 , ,")]
    [InlineData("X-Forwarded-For: 6.6.6.6\nX-Forwarded-For: 192.0.2.1", "REMOTE_ADDR=192.0.2.1|HTTP_X_FORWARDED_FOR=192.0.2.1")]
    [InlineData("X-Forwarded-For:", "REMOTE_ADDR=127.0.0.1|REMOTE_PORT=4711|HTTP_X_FORWARDED_FOR")]
    [InlineData("X-Forwarded-For: ,\t,", "REMOTE_ADDR=127.0.0.1|HTTP_X_FORWARDED_FOR")]
    [InlineData("X-Forwarded-Proto: HTTPS", "wsgi.url_scheme=https|REMOTE_ADDR=127.0.0.1|SERVER_PORT=8000|HTTP_X_FORWARDED_PROTO=HTTPS")]
    [InlineData("X-Forwarded-Proto: https, http", "wsgi.url_scheme=http|HTTP_X_FORWARDED_PROTO=http")]
    [InlineData("X-Forwarded-Host: a.example", "HTTP_HOST=a.example|SERVER_NAME=a.example|SERVER_PORT=80|HTTP_X_FORWARDED_HOST=a.example")]
    [InlineData("X-Forwarded-Host: a.example\nX-Forwarded-Proto: https", "SERVER_NAME=a.example|SERVER_PORT=443")]
    [InlineData("X-Forwarded-Host: evil, a.example:81", "HTTP_HOST=a.example:81|SERVER_NAME=a.example|SERVER_PORT=81|HTTP_X_FORWARDED_HOST=a.example:81")]
    [InlineData("X-Forwarded-Host: [::1]:81", "HTTP_HOST=[::1]:81|SERVER_NAME=[::1]|SERVER_PORT=81")]
    [InlineData("X-Forwarded-Prefix: /shop/", "SCRIPT_NAME=/shop|PATH_INFO=/cart")]
    [InlineData("X-Forwarded-Prefix: /", "SCRIPT_NAME=|PATH_INFO=/cart")]
    [InlineData("X-Forwarded-Prefix: /cart", "SCRIPT_NAME=/cart|PATH_INFO=/cart")]
    [InlineData("X-Forwarded-Prefix: /evil, /shop", "SCRIPT_NAME=/shop|HTTP_X_FORWARDED_PREFIX=/shop")]
    [InlineData("Forwarded: for=192.0.2.1", "REMOTE_ADDR=192.0.2.1|REMOTE_PORT=|HTTP_FORWARDED=for=192.0.2.1")]
    [InlineData("Forwarded: For=\"[2001:db8::1]:99\";Proto=https;HOST=\"a.example:81\";by=_me",
        "REMOTE_ADDR=2001:db8::1|REMOTE_PORT=99|wsgi.url_scheme=https|HTTP_HOST=a.example:81|SERVER_NAME=a.example|SERVER_PORT=81")]
    [InlineData("Forwarded: for=6.6.6.6;host=evil;proto=https, for=192.0.2.1", "REMOTE_ADDR=192.0.2.1|wsgi.url_scheme=http|HTTP_HOST=here|HTTP_FORWARDED=for=192.0.2.1")]
    [InlineData("Forwarded: for=6.6.6.6\nForwarded: for=192.0.2.1", "REMOTE_ADDR=192.0.2.1|HTTP_FORWARDED=for=192.0.2.1")]
    [InlineData("Forwarded: for=_hidden", "REMOTE_ADDR=|REMOTE_PORT=")]
    [InlineData("Forwarded: proto=https", "wsgi.url_scheme=https|REMOTE_ADDR=127.0.0.1")]
    [InlineData("Forwarded: , ", "REMOTE_ADDR=127.0.0.1|HTTP_FORWARDED")]
    [InlineData("X-Forwarded-For: 192.0.2.1\nForwarded: for=\"192.0.2.1:99\";proto=https", "REMOTE_ADDR=192.0.2.1|REMOTE_PORT=|wsgi.url_scheme=https")]
    [InlineData("X-Forwarded-Proto: https\nX-Forwarded-Host: A.example\nForwarded: proto=HTTPS;host=a.example", "wsgi.url_scheme=https|HTTP_HOST=A.example")]
    public void WhatATrustedProxySaysIsInTheEnviron(string headers, string expected) => AssertHas(expected, Behind(Proxy, headers));

    [Theory]
    [InlineData("X-Forwarded-For: 6.6.6.6, 192.0.2.1, 10.0.0.1", "REMOTE_ADDR=192.0.2.1|HTTP_X_FORWARDED_FOR=192.0.2.1, 10.0.0.1")]
    [InlineData("X-Forwarded-For: 6.6.6.6\nX-Forwarded-For: 192.0.2.1\nX-Forwarded-For: 10.0.0.1", "REMOTE_ADDR=192.0.2.1|HTTP_X_FORWARDED_FOR=192.0.2.1, 10.0.0.1")]
    [InlineData("X-Forwarded-For: 192.0.2.1", "REMOTE_ADDR=192.0.2.1")]
    [InlineData("X-Forwarded-For: 192.0.2.1, ,unknown", "REMOTE_ADDR=192.0.2.1")]
    [InlineData("X-Forwarded-Proto: http, https, http", "wsgi.url_scheme=https|HTTP_X_FORWARDED_PROTO=https, http")]
    [InlineData("Forwarded: for=6.6.6.6, for=192.0.2.1;proto=https, for=10.0.0.1;host=inner",
        "REMOTE_ADDR=192.0.2.1|wsgi.url_scheme=https|HTTP_HOST=here|HTTP_FORWARDED=for=192.0.2.1;proto=https, for=10.0.0.1;host=inner")]
    public void OfTwoHopsTheOuterOneCounts(string headers, string expected) =>
        AssertHas(expected, Behind(Proxy, headers, Exchange.Settings(forwardedHops: 2)));

    [Theory]
    [InlineData("X-Forwarded-For: 192.0.2.1, localhost")]
    [InlineData("X-Forwarded-For: 192.0.2.1:")]
    [InlineData("X-Forwarded-Proto: javascript")]
    [InlineData("X-Forwarded-Host: a/b")]
    [InlineData("X-Forwarded-Prefix: //evil")]
    [InlineData("X-Forwarded-Prefix: shop")]
    [InlineData("Forwarded: for")]
    [InlineData("Forwarded: for=6.6.6.6;x=\"\nForwarded: for=\"192.0.2.1\"")]
    [InlineData("Forwarded: for=localhost")]
    [InlineData("Forwarded: proto=ftp")]
    [InlineData("Forwarded: host=\"a b\"")]
    [InlineData("X-Forwarded-For: 192.0.2.1\nForwarded: for=192.0.2.2")]
    [InlineData("X-Forwarded-For: 192.0.2.1\nForwarded: for=unknown")]
    [InlineData("X-Forwarded-Proto: https\nForwarded: proto=http")]
    [InlineData("X-Forwarded-Host: a.example\nForwarded: host=b.example")]
    public void WhatIsWrongOrContradictsItselfIsTheReasonOfARefusal(string headers)
    {
        var wrong = Exchanged(Proxy, headers).Environ().TakeForwarded();

        Assert.StartsWith($"its {headers.Split(':')[0]}", wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HeaderMap.Drop)]
    [InlineData(HeaderMap.Dangerous)]
    public void OfAStrangersWordNothingIsLeft(HeaderMap map)
    {
        const string Lies = "X-Forwarded-For: 6.6.6.6\nx-forwarded-proto: https\nX-FORWARDED-HOST: evil\nX-Forwarded-Prefix: /evil\nForwarded: for=6.6.6.6\n"
            + "X_Forwarded_For: 6.6.6.6\nx_forwarded-proto: https\nX-Forwarded_Host: evil\nX_FORWARDED_PREFIX: /evil\n";
        var exchange = Exchanged(Stranger, Lies + "X-Mine: 1");
        var plain = Exchanged(Stranger, "X-Mine: 1").Environ(Exchange.Settings(headerMap: map));
        var environ = exchange.Environ(Exchange.Settings(headerMap: map));

        Assert.Null(environ.TakeForwarded());
        Assert.Equal(plain.Keys.Order(), environ.Keys.Order());
        AssertHas("REMOTE_ADDR=198.51.100.66|REMOTE_PORT=4711|wsgi.url_scheme=http|HTTP_HOST=here|SERVER_NAME=10.0.0.9|SCRIPT_NAME=|HTTP_X_MINE=1", environ);
        Assert.Equal(["Host", "X-Mine"], exchange.Request.Headers.Keys.Where(name => map == HeaderMap.Dangerous || !name.Contains('_', StringComparison.Ordinal)));
    }

    [Fact]
    public void NonsenseFromAStrangerIsNoReasonToRefuse() =>
        AssertHas("REMOTE_ADDR=198.51.100.66|HTTP_FORWARDED", Behind(Stranger, "Forwarded: for=\"\nX-Forwarded-Proto: ftp"));

    [Fact]
    public void UnderscoresAreNoProxysEvenWhereTheyAreMapped() => AssertHas(
        "REMOTE_ADDR=192.0.2.1|HTTP_X_FORWARDED_FOR=192.0.2.1|wsgi.url_scheme=http|HTTP_X_FORWARDED_PROTO",
        Behind(Proxy, "X_Forwarded_For: 6.6.6.6\nX-Forwarded-For: 192.0.2.1\nX_Forwarded_Proto: https", Exchange.Settings(headerMap: HeaderMap.Dangerous)));

    [Theory]
    [InlineData("127.0.0.1,::1", "192.0.2.1")]
    [InlineData("", "")]
    public void APeerWithoutAnAddressIsTrustedUnlessNobodyIs(string list, string expected) =>
        AssertHas($"REMOTE_ADDR={expected}", Behind(null, "X-Forwarded-For: 192.0.2.1", Exchange.Settings(forwardedAllowIps: list)));

    [Fact]
    public void AServerWithoutConnectionsLearnsOfTheClientToo()
    {
        var exchange = Exchanged(null, "X-Forwarded-For: 192.0.2.1:99");
        exchange.Features.Set<IHttpConnectionFeature>(null);
        var environ = exchange.Environ();

        Assert.Null(environ.TakeForwarded());
        AssertHas("REMOTE_ADDR=192.0.2.1|REMOTE_PORT=99|SERVER_NAME=here|SERVER_PORT=80", environ);
    }

    [Theory]
    [InlineData("http", "https")]
    [InlineData("https", "http")]
    public void TheSchemeOfAProxyGoesBeforeThatOfTheConnectionAndOfTheSettings(string said, string other)
    {
        var exchange = Exchanged(Proxy, $"X-Forwarded-Proto: {said}");
        exchange.Request.Scheme = other;
        var environ = exchange.Environ(Exchange.Settings(urlScheme: other));

        Assert.Null(environ.TakeForwarded());
        AssertHas($"wsgi.url_scheme={said}", environ);
    }

    // What the client asked for is always SCRIPT_NAME and PATH_INFO together.
    [Theory]
    [InlineData("/app/cart", "/shop/app", "/cart")]
    [InlineData("/app", "/shop/app", "")]
    [InlineData("/application", "/shop", "/application")]
    [InlineData("/shop/cart", "/shop", "/shop/cart")]
    public void APrefixStandsBeforeThatOfTheSettings(string path, string scriptName, string pathInfo)
    {
        var exchange = Exchanged(Proxy, "X-Forwarded-Prefix: /shop");
        exchange.Request.Path = path;
        var environ = exchange.Environ(Exchange.Settings(scriptName: "/app"));

        Assert.Null(environ.TakeForwarded());
        AssertHas($"SCRIPT_NAME={scriptName}|PATH_INFO={pathInfo}", environ);
    }

    [Fact]
    public void TheServersFeaturesSayTheSame()
    {
        var exchange = Exchanged(Proxy, "X-Forwarded-For: 6.6.6.6, 192.0.2.1:99\nX-Forwarded-Proto: https\nX-Forwarded-Host: a.example");

        Assert.Null(exchange.Environ().TakeForwarded());

        var connection = exchange.Features.GetRequiredFeature<IHttpConnectionFeature>();
        Assert.Equal(("192.0.2.1", 99), (connection.RemoteIpAddress!.ToString(), connection.RemotePort));
        Assert.Equal(
            ("https", "a.example", "192.0.2.1:99"),
            (exchange.Request.Scheme, exchange.Request.Headers.Host.ToString(), exchange.Request.Headers["X-Forwarded-For"].ToString()));
    }

    [Fact]
    public void ARequestWithoutSuchHeadersCostsNoMemory()
    {
        var environ = Exchanged(Proxy, "X-Mine: 1").Environ();
        environ.TakeForwarded();
        var before = GC.GetAllocatedBytesForCurrentThread();

        environ.TakeForwarded();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static RequestEnviron Behind(string? peer, string headers, EnvironSettings? settings = null)
    {
        var environ = Exchanged(peer, headers).Environ(settings);
        Assert.Null(environ.TakeForwarded());
        return environ;
    }

    private static Exchange Exchanged(string? peer, string headers)
    {
        var exchange = new Exchange();
        exchange.Request.Path = "/cart";
        exchange.Request.Headers.Host = "here";
        exchange.Features.Set<IHttpConnectionFeature>(new HttpConnectionFeature
        {
            LocalIpAddress = IPAddress.Parse("10.0.0.9"),
            LocalPort = 8000,
            RemoteIpAddress = peer is null ? null : IPAddress.Parse(peer),
            RemotePort = 4711,
        });
        foreach (var line in headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            exchange.Request.Headers[name] = StringValues.Concat(exchange.Request.Headers[name], value);
        }

        return exchange;
    }

    private static void AssertHas(string expected, RequestEnviron environ) => Assert.Equal(
        expected.Split('|'),
        expected.Split('|').Select(line => line.Split('=')[0]).Select(key => environ.TryGetValue(key, out var value) ? $"{key}={value}" : key));
}
