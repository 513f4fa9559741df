namespace ZiBai.Process.Tests.BehindNginx;

/// <summary>Whom the app takes for its client behind one real nginx and behind two, whatever the client says.</summary>
public sealed class ForwardedTests
{
    private const string Told = "REMOTE_ADDR,REMOTE_PORT,wsgi.url_scheme,HTTP_X_FORWARDED_FOR";

    // nginx takes a test's address from this header: all of its clients are on Unix sockets.
    private const string Client = "set_real_ip_from unix:; real_ip_header X-Test-Client;";

    [ProgramFact("nginx")]
    public async Task OverTcpTheClientIsTheOneThatNginxSaw()
    {
        await using var server = await Served.StartAsync("probe:Environ");
        await using var nginx = await Nginx.StartAsync(listen => Proxy(listen, TcpAddress(server), Client, "https"));

        Assert.Equal("REMOTE_ADDR=2001:db8::7\nREMOTE_PORT=\nwsgi.url_scheme=https\nHTTP_X_FORWARDED_FOR=2001:db8::7", await TellAsync(nginx, "2001:db8::7"));
    }

    [ProgramFact("nginx")]
    public async Task AnNginxThatIsNotTrustedIsTheClientItself()
    {
        await using var server = await Served.StartAsync("probe:Environ", "--forwarded-allow-ips 10.0.0.0/8");
        await using var nginx = await Nginx.StartAsync(listen => Proxy(listen, TcpAddress(server), Client, "https"));

        Assert.Matches(
            "^REMOTE_ADDR=127\\.0\\.0\\.1\nREMOTE_PORT=[0-9]+\nwsgi\\.url_scheme=http\nHTTP_X_FORWARDED_FOR=\\(none\\)$", await TellAsync(nginx, "203.0.113.7"));
    }

    [ProgramFact("nginx")]
    public async Task BehindTwoTheClientIsTheOneThatTheOuterSaw()
    {
        await using var server = await Served.StartAsync("probe:Environ", "--forwarded-hops 2");
        await using var inner = await Nginx.StartAsync(listen => Proxy(listen, TcpAddress(server), "", "$http_x_forwarded_proto"));
        await using var outer = await Nginx.StartAsync(listen => Proxy(listen, inner.Address, Client, "https"));

        Assert.Equal(
            "REMOTE_ADDR=203.0.113.7\nREMOTE_PORT=\nwsgi.url_scheme=https\nHTTP_X_FORWARDED_FOR=203.0.113.7, unix:", await TellAsync(outer, "203.0.113.7"));
    }

    private static string TcpAddress(Served server) => server.Address.Replace("http://", "", StringComparison.Ordinal);

    private static async Task<string> TellAsync(Nginx front, string client)
    {
        await using var connection = await RawConnection.ConnectAsync(front.Address);
        var response = await connection.RequestAsync(
            $"GET /?{Told} HTTP/1.1\r\nHost: test\r\nX-Test-Client: {client}\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: http\r\n"
            + "X-Forwarded-For: 7.7.7.7, unknown, \"\r\n\r\n");
        return response.BodyText;
    }

    private static string Proxy(string listen, string upstream, string client, string scheme) => $$"""
        upstream app {
            server {{upstream}};
        }
        server {
            listen {{listen}};
            {{client}}
            location / {
                proxy_pass http://app;
                proxy_set_header Host $http_host;
                proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                proxy_set_header X-Forwarded-Proto {{scheme}};
            }
        }
        """;
}
