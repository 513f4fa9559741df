using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace ZiBai.Conformance.Tests.Hygiene;

/// <summary>
/// What a trusted proxy says of the client is what the app sees; what anyone else says never reaches it. The tests' own connections come from 127.0.0.1 or
/// a Unix socket, which are trusted by default.
/// </summary>
public sealed class ForwardedTests
{
    private const string Everything =
        "X-Forwarded-For: 6.6.6.6, 192.0.2.1:99\r\nX-Forwarded-Proto: http, https\r\nX-Forwarded-Host: evil, a.example:81\r\nX-Forwarded-Prefix: /shop\r\n";

    private static readonly string[] _told =
    [
        "REMOTE_ADDR", "REMOTE_PORT", "wsgi.url_scheme", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "SCRIPT_NAME", "PATH_INFO",
        "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PREFIX", "HTTP_FORWARDED",
    ];

    [Theory]
    [Networks]
    public async Task ATrustedProxySpeaksForItsClient(Door door, Network network)
    {
        await using var served = await StartAsync(door, network);

        Assert.Equal(
            "192.0.2.1|99|https|a.example:81|a.example|81|/shop|/cart|192.0.2.1:99|https|a.example:81|/shop|-", await TellAsync(served, Everything));
    }

    [Theory]
    [Networks]
    public async Task SoItDoesByTheStandardsOwnHeader(Door door, Network network)
    {
        await using var served = await StartAsync(door, network);

        Assert.Equal(
            "2001:db8::1|4711|https|a.example|a.example|443||/cart|-|-|-|-|for=\"[2001:db8::1]:4711\";proto=https;host=a.example",
            await TellAsync(served, "Forwarded: for=6.6.6.6;host=evil\r\nForwarded: for=\"[2001:db8::1]:4711\";proto=https;host=a.example\r\n"));
    }

    /// <summary>Neither spelling nor order nor number brings a header of these through.</summary>
    [Theory]
    [Doors(Network.Tcp, HeaderMap.Drop, "10.0.0.0/8,::1")]
    [Doors(Network.Tcp, HeaderMap.Dangerous, "10.0.0.0/8,::1")]
    [Doors(Network.Tcp, HeaderMap.Drop, "")]
    [Doors(Network.Unix, HeaderMap.Drop, "")]
    [Doors(Network.Unix, HeaderMap.Dangerous, "")]
    public async Task NobodyElseDoes(Door door, Network network, HeaderMap map, string trusted)
    {
        if (network == Network.Unix && OperatingSystem.IsWindows())
        {
            return;
        }

        await using var served = await StartAsync(door, network, new ZiBaiOptions { ForwardedAllowIps = trusted, HeaderMap = map });
        await using var connection = await served.ConnectAsync();

        var plain = await TellAsync(connection, "");
        var lying = await TellAsync(
            connection,
            Everything + "x-forwarded-for: 6.6.6.6\r\nX_Forwarded_For: 6.6.6.6\r\nx-forwarded_proto: https\r\nX_FORWARDED_HOST: evil\r\n"
            + "X-Forwarded_Prefix: /evil\r\nFORWARDED: for=\"\r\nforwarded: for=6.6.6.6\r\n");

        Assert.Equal(plain, lying);
        Assert.EndsWith("|-|-|-|-|-", plain, StringComparison.Ordinal);
    }

    /// <summary>Underscores are no proxy's spelling: where they are mapped they must not add to what a proxy says.</summary>
    [Theory]
    [Doors]
    public async Task AClientBehindATrustedProxyAddsNothingByUnderscores(Door door)
    {
        await using var served = await StartAsync(door, Network.Tcp, new ZiBaiOptions { HeaderMap = HeaderMap.Dangerous });

        Assert.StartsWith(
            "192.0.2.1||http|here|127.0.0.1|",
            await TellAsync(served, "X_Forwarded_For: 6.6.6.6\r\nX-Forwarded-For: 192.0.2.1\r\nX_Forwarded-Host: evil\r\nX_Forwarded_Proto: https\r\n"),
            StringComparison.Ordinal);
    }

    /// <summary>nginx behind a CDN: the last two values are trusted, the outer one is the client's.</summary>
    [Theory]
    [Networks]
    public async Task OfTwoHopsTheOuterOneCounts(Door door, Network network)
    {
        await using var served = await StartAsync(door, network, new ZiBaiOptions { ForwardedHops = 2 });

        Assert.StartsWith(
            "192.0.2.1||https|", await TellAsync(served, "X-Forwarded-For: 6.6.6.6, 192.0.2.1\r\nX-Forwarded-For: 203.0.113.1\r\nX-Forwarded-Proto: https\r\n"),
            StringComparison.Ordinal);
    }

    /// <summary>A connection is a proxy's, its requests are those of many clients.</summary>
    [Theory]
    [Networks]
    public async Task NothingOfAClientIsLeftForTheNext(Door door, Network network)
    {
        await using var served = await StartAsync(door, network);
        await using var connection = await served.ConnectAsync();
        var before = await TellAsync(connection, "");

        var first = await TellAsync(connection, Everything);
        var second = await TellAsync(connection, "X-Forwarded-For: 192.0.2.2\r\n");
        var third = await TellAsync(connection, "");

        Assert.StartsWith("192.0.2.1|99|https|a.example:81|", first, StringComparison.Ordinal);
        Assert.StartsWith("192.0.2.2||http|here|", second, StringComparison.Ordinal);
        Assert.Equal(before, third);
    }

    /// <summary>Malformed or contradictory: 400, never a guess and never a 500; the app is not called.</summary>
    [Theory]
    [Doors("X-Forwarded-For: localhost")]
    [Doors("X-Forwarded-For: 192.0.2.1, 192.0.2.999")]
    [Doors("X-Forwarded-For: [::1")]
    [Doors("X-Forwarded-Proto: javascript")]
    [Doors("X-Forwarded-Host: evil.example/path")]
    [Doors("X-Forwarded-Prefix: //evil.example")]
    [Doors("X-Forwarded-Prefix: /%0d%0aX-Evil:1")]
    [Doors("Forwarded: for=\"192.0.2.1")]
    [Doors("Forwarded: for=192.0.2.1;for=192.0.2.2")]
    [Doors("Forwarded: host=\"<b>\"")]
    [Doors("X-Forwarded-For: 192.0.2.1\r\nForwarded: for=192.0.2.2")]
    [Doors("Forwarded: proto=http\r\nX-Forwarded-Proto: https")]
    public async Task WhatMakesNoSenseIsRefused(Door door, string lines)
    {
        await using var served = await ServedApp.StartAsync(
            door, static (_, _) => throw new InvalidOperationException("The app was called."), AppForm.Sync);

        var wire = await served.ReadToEndAsync($"GET / HTTP/1.1\r\nHost: here\r\n{lines}\r\n\r\n");
        await served.StopAsync();

        Assert.Equal(
            "HTTP/1.1 400 Bad Request\r\nContent-Length: 12\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n" + Apps.Own + "\r\nBad Request\n",
            wire);
        Assert.Empty(served.Complaints);
        Assert.Contains(served.Log.Entries, static entry => entry.EventId.Name == "RequestRefused" && entry.Message.Contains("Forwarded", StringComparison.Ordinal));
    }

    [IPv6Theory]
    [Doors("::1")]
    [Doors("::/0")]
    public async Task AnIPv6PeerIsTrustedByItsNetwork(Door door, string trusted)
    {
        await using var served = await ServedApp.StartAsync(door, Telling, listen: "[::1]:0", options: new ZiBaiOptions { ForwardedAllowIps = trusted });

        Assert.StartsWith("192.0.2.1|", await TellAsync(served, "X-Forwarded-For: 192.0.2.1\r\n"), StringComparison.Ordinal);
    }

    /// <summary>A dual-stack socket sees an IPv4 peer as an IPv6 address.</summary>
    [IPv6Theory]
    [Doors("127.0.0.0/8", "192.0.2.1|")]
    [Doors("::1", "127.0.0.1|")]
    public async Task AnIPv4PeerOfADualStackSocketIsTrustedAsOne(Door door, string trusted, string told)
    {
        await using var served = await ServedApp.StartAsync(
            door, Telling, listen: "[::]:0", dualstack: true, options: new ZiBaiOptions { ForwardedAllowIps = trusted });
        await using var connection = await RawConnection.ConnectAsync(new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)served.EndPoint).Port));

        Assert.StartsWith(told, await TellAsync(connection, "X-Forwarded-For: 192.0.2.1\r\n"), StringComparison.Ordinal);
    }

    /// <summary>zibai.features is no way around: it says what the environ says.</summary>
    [Theory]
    [Networks]
    public async Task TheFeaturesSayTheSame(Door door, Network network)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            static (environ, startResponse) =>
            {
                var features = (IFeatureCollection)environ["zibai.features"]!;
                var (request, connection) = (features.GetRequiredFeature<IHttpRequestFeature>(), features.GetRequiredFeature<IHttpConnectionFeature>());
                startResponse("200 OK", []);
                return
                [
                    Wire.Bytes(
                        $"{connection.RemoteIpAddress} {connection.RemotePort} {request.Scheme} {request.Headers.Host} "
                        + $"{request.Headers["X-Forwarded-For"]}"),
                ];
            },
            network: network);

        Assert.Equal(
            "192.0.2.1 99 https a.example:81 192.0.2.1:99", (await served.RequestAsync($"GET / HTTP/1.1\r\nHost: here\r\n{Everything}\r\n")).BodyText);
    }

    private static Task<ServedApp> StartAsync(Door door, Network network, ZiBaiOptions? options = null) =>
        ServedApp.StartAsync(door, Telling, network: network, options: options);

    private static async Task<string> TellAsync(ServedApp served, string lines)
    {
        await using var connection = await served.ConnectAsync();
        return await TellAsync(connection, lines);
    }

    private static async Task<string> TellAsync(RawConnection connection, string lines) =>
        (await connection.RequestAsync($"GET /cart HTTP/1.1\r\nHost: here\r\n{lines}\r\n")).BodyText;

    /// <summary>Tells all that proxies have a say in, by name and by enumeration alike.</summary>
    private static Chunks Telling(EnvironMap environ, StartResponse startResponse)
    {
        var named = _told.Select(key => environ.TryGetValue(key, out var value) ? (string)value! : "-").ToArray();
        var copy = new Dictionary<string, object?>(environ);
        Assert.Equal(named, _told.Select(key => copy.TryGetValue(key, out var value) ? (string)value! : "-"));
        Assert.DoesNotContain(copy.Keys.Except(_told), static key => key.Contains("FORWARDED", StringComparison.OrdinalIgnoreCase));
        startResponse("200 OK", []);
        return [Wire.Bytes(string.Join('|', named))];
    }
}
