using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace ZiBai.Conformance.Tests;

public sealed partial class EnvironTests
{
    /// <summary>PEP 3333, "environ Variables", and the table of the contract: every key of a plain request, with its type.</summary>
    [Theory]
    [Forms]
    public async Task APlainRequestHasExactlyTheServersKeysAndItsHeaders(Door door, AppForm form)
    {
        var (environ, client) = await EnvironOfAsync(
            door, "GET /a%20b?x=1&y=%20 HTTP/1.1\r\nHost: here:81\r\nX-One: 1\r\nContent-Type: a/b\r\nContent-Length: 0\r\n\r\n", form);

        var server = (IPEndPoint)client.Remote;
        var own = (IPEndPoint)client.Local;
        var expected = new Dictionary<string, object?>
        {
            ["REQUEST_METHOD"] = "GET",
            ["SCRIPT_NAME"] = "",
            ["PATH_INFO"] = "/a b",
            ["QUERY_STRING"] = "x=1&y=%20",
            ["REQUEST_URI"] = "/a%20b?x=1&y=%20",
            ["RAW_URI"] = "/a%20b?x=1&y=%20",
            ["CONTENT_TYPE"] = "a/b",
            ["CONTENT_LENGTH"] = "0",
            ["SERVER_NAME"] = "127.0.0.1",
            ["SERVER_PORT"] = $"{server.Port}",
            ["SERVER_PROTOCOL"] = "HTTP/1.1",
            ["SERVER_SOFTWARE"] = "zibai/0.1.0",
            ["REMOTE_ADDR"] = "127.0.0.1",
            ["REMOTE_PORT"] = $"{own.Port}",
            ["HTTP_HOST"] = "here:81",
            ["HTTP_X_ONE"] = "1",
            ["wsgi.version"] = (1, 0),
            ["wsgi.url_scheme"] = "http",
            ["wsgi.input_terminated"] = true,
            ["wsgi.multithread"] = true,
            ["wsgi.multiprocess"] = false,
            ["wsgi.run_once"] = false,
        };
        Assert.IsType<InputStream>(environ["wsgi.input"]);
        Assert.IsAssignableFrom<TextWriter>(environ["wsgi.errors"]);
        Assert.IsType<Func<Stream, int, FileWrapper>>(environ["wsgi.file_wrapper"]);
        Assert.IsAssignableFrom<IFeatureCollection>(environ["zibai.features"]);
        Assert.IsType<CancellationToken>(environ["zibai.request_aborted"]);
        string[] objects = ["wsgi.input", "wsgi.errors", "wsgi.file_wrapper", "zibai.features", "zibai.request_aborted"];
        Assert.Equal(
            expected.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            environ.Where(pair => !objects.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    /// <summary>CONTENT_TYPE and CONTENT_LENGTH are there only when the header was sent (PEP 3333: "may be empty or missing").</summary>
    [Theory]
    [Doors]
    public async Task ContentTypeAndLengthAreAbsentWhereTheyWereNotSent(Door door)
    {
        var (environ, _) = await EnvironOfAsync(door, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.DoesNotContain(environ.Keys, key => key.Contains("CONTENT", StringComparison.Ordinal));
    }

    /// <summary>
    /// PATH_INFO is "percent-decoded (UTF-8) the way Kestrel decodes HttpRequest.Path (%2F stays encoded)", once; REQUEST_URI is "the request
    /// target exactly as sent", QUERY_STRING "undecoded" (contract.md, environ).
    /// </summary>
    [Theory]
    [Doors("/", "/", "")]
    [Doors("/?", "/", "")]
    [Doors("/a%2Fb%2fc", "/a%2Fb%2fc", "")]
    [Doors("/%C3%A9%E2%82%AC", "/\u00e9\u20ac", "")]
    [Doors("/100%25%20a%252F", "/100% a%2F", "")]
    [Doors("/a+b;c=d,e", "/a+b;c=d,e", "")]
    [Doors("/p?a=b?c=%C3%A9&d=+", "/p", "a=b?c=%C3%A9&d=+")]
    [Doors("/a/./b/../c//d/", "/a/c//d/", "")]
    public async Task ThePathIsDecodedAndTheTargetIsKept(Door door, string target, string pathInfo, string query)
    {
        var (environ, _) = await EnvironOfAsync(door, $"GET {target} HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal((pathInfo, query), (environ["PATH_INFO"], environ["QUERY_STRING"]));
        Assert.Equal((target, target), (environ["REQUEST_URI"], environ["RAW_URI"]));
    }

    /// <summary>RFC 9112 section 3.2.2: a server accepts the absolute form of the target.</summary>
    [Theory]
    [Doors]
    public async Task TheAbsoluteFormOfTheTargetIsTakenApart(Door door)
    {
        const string Target = "http://h:81/a%20b?q";

        var (environ, _) = await EnvironOfAsync(door, $"GET {Target} HTTP/1.1\r\nHost: h:81\r\n\r\n");

        Assert.Equal(("/a b", "q", Target), (environ["PATH_INFO"], environ["QUERY_STRING"], environ["REQUEST_URI"]));
    }

    /// <summary>RFC 9112 section 3.2.4: the asterisk form is a target without a path.</summary>
    [Theory]
    [Doors]
    public async Task TheAsteriskFormOfTheTargetHasNoPath(Door door)
    {
        var (environ, _) = await EnvironOfAsync(door, "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal(("OPTIONS", "", "*"), (environ["REQUEST_METHOD"], environ["PATH_INFO"], environ["REQUEST_URI"]));
    }

    /// <summary>REQUEST_METHOD is the method as sent: methods are case-sensitive (RFC 9110 section 9.1).</summary>
    [Theory]
    [Doors("DELETE")]
    [Doors("PROPFIND")]
    [Doors("get")]
    public async Task TheMethodIsGivenAsItWasSent(Door door, string method)
    {
        var (environ, _) = await EnvironOfAsync(door, $"{method} / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(method, environ["REQUEST_METHOD"]);
    }

    /// <summary>SERVER_PROTOCOL is the protocol of the request; HTTP/1.0 has no Host header to ask for (RFC 9112 section 3.2).</summary>
    [Theory]
    [Doors]
    public async Task AnOldClientIsToldByServerProtocol(Door door)
    {
        var (environ, _) = await EnvironOfAsync(door, "GET / HTTP/1.0\r\n\r\n");

        Assert.Equal("HTTP/1.0", environ["SERVER_PROTOCOL"]);
        Assert.False(environ.ContainsKey("HTTP_HOST") && (string?)environ["HTTP_HOST"] != "");
    }

    /// <summary>PATH_INFO is "the path after SCRIPT_NAME ... A path not under SCRIPT_NAME is passed whole" (contract.md, environ). In a pipeline it is UsePathBase that says so.</summary>
    [Theory]
    [Doors("/app", "/app/x%20y", "/app", "/x y")]
    [Doors("/app/", "/app/x", "/app", "/x")]
    [Doors("/app", "/app", "/app", "")]
    [Doors("/app", "/app/", "/app", "/")]
    [Doors("/", "/x", "", "/x")]
    [Doors("", "/x", "", "/x")]
    public async Task ThePrefixIsTheScriptName(Door door, string prefix, string target, string scriptName, string pathInfo)
    {
        var (environ, _) = await EnvironOfAsync(
            door, $"GET {target} HTTP/1.1\r\nHost: h\r\n\r\n", options: new ZiBaiOptions { UrlPrefix = prefix });

        Assert.Equal((scriptName, pathInfo, target), (environ["SCRIPT_NAME"], environ["PATH_INFO"], environ["REQUEST_URI"]));
    }

    /// <summary>
    /// "A path not under SCRIPT_NAME is passed whole" (contract.md, environ). The direct door takes it that a proxy has cut the prefix off; UsePathBase, which is what a
    /// pipeline has, that the request is for no such path.
    /// </summary>
    [Theory]
    [Doors("/application")]
    [Doors("/other")]
    public async Task APathThatIsNotUnderThePrefixIsPassedWhole(Door door, string target)
    {
        var (environ, _) = await EnvironOfAsync(
            door, $"GET {target} HTTP/1.1\r\nHost: h\r\n\r\n", options: new ZiBaiOptions { UrlPrefix = "/app" });

        Assert.Equal((door == Door.Direct ? "/app" : "", target), (environ["SCRIPT_NAME"], environ["PATH_INFO"]));
    }

    /// <summary>wsgi.url_scheme is "--url-scheme", wsgi.multithread "true unless --max-workers 1" (contract.md, environ).</summary>
    [Theory]
    [Doors]
    public async Task TheSettingsAreShown(Door door)
    {
        var (environ, _) = await EnvironOfAsync(
            door, "GET / HTTP/1.1\r\nHost: h\r\n\r\n", maxWorkers: 1, options: new ZiBaiOptions { UrlScheme = "https" });

        Assert.Equal(("https", (object?)false), (environ["wsgi.url_scheme"], environ["wsgi.multithread"]));
    }

    /// <summary>What the app sees, and the addresses of the client it answered.</summary>
    private static async Task<(Dictionary<string, object?> Environ, (EndPoint Local, EndPoint Remote) Client)> EnvironOfAsync(
        Door door,
        string request,
        AppForm form = AppForm.Sync,
        Network network = Network.Tcp,
        string? listen = null,
        bool dualstack = false,
        IPAddress? connectTo = null,
        int maxWorkers = 10,
        ZiBaiOptions? options = null)
    {
        Dictionary<string, object?>? seen = null;
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                seen = new Dictionary<string, object?>(environ);
                Assert.Equal(seen.Count, environ.Count);
                startResponse("200 OK", []);
                return [];
            },
            form,
            network,
            listen,
            dualstack,
            maxWorkers,
            options);
        var endPoint = connectTo is null ? served.EndPoint : new IPEndPoint(connectTo, ((IPEndPoint)served.EndPoint).Port);
        await using var connection = await RawConnection.ConnectAsync(endPoint);
        var response = await connection.RequestAsync(request);

        Assert.Equal("HTTP/1.1 200 OK", response.StatusLine);
        Assert.NotNull(seen);
        return (seen, (connection.Socket.LocalEndPoint!, connection.Socket.RemoteEndPoint!));
    }
}
