namespace ZiBai.Conformance.Tests;

public sealed partial class EnvironTests
{
    /// <summary>
    /// A request's URL can be put together again from wsgi.url_scheme, HTTP_HOST (or SERVER_NAME and SERVER_PORT), SCRIPT_NAME, PATH_INFO and
    /// QUERY_STRING (PEP 3333, "URL Reconstruction").
    /// </summary>
    [Theory]
    [Doors("GET /shop/cart%20a?x=%20 HTTP/1.1\r\nHost: example.com:81\r\n\r\n", "http://example.com:81/shop/cart%20a?x=%20")]
    [Doors("GET /shop HTTP/1.1\r\nHost: example.com\r\n\r\n", "http://example.com/shop")]
    [Doors("GET /shop/%C3%A9 HTTP/1.0\r\n\r\n", "http://SERVER/shop/%C3%A9")]
    public async Task TheUrlCanBeReconstructed(Door door, string request, string url)
    {
        var (environ, _) = await EnvironOfAsync(door, request, options: new ZiBaiOptions { UrlPrefix = "/shop" });
        var text = environ.ToDictionary(pair => pair.Key, pair => pair.Value as string);

        var host = text.GetValueOrDefault("HTTP_HOST") is { Length: > 0 } sent ? sent : $"{text["SERVER_NAME"]}:{text["SERVER_PORT"]}";
        var path = Uri.EscapeDataString(text["SCRIPT_NAME"] + text["PATH_INFO"]).Replace("%2F", "/", StringComparison.Ordinal);
        var query = text["QUERY_STRING"]!.Length == 0 ? "" : "?" + text["QUERY_STRING"];

        Assert.Equal(
            url.Replace("SERVER", $"{text["SERVER_NAME"]}:{text["SERVER_PORT"]}", StringComparison.Ordinal),
            $"{text["wsgi.url_scheme"]}://{host}{path}{query}");
    }

    /// <summary>CONTENT_TYPE and CONTENT_LENGTH are "only [there] when the header was sent; never also as HTTP_..." (contract.md, environ).</summary>
    [Theory]
    [Forms]
    public async Task ContentTypeAndLengthHaveNoSecondKey(Door door, AppForm form)
    {
        var (environ, _) = await EnvironOfAsync(
            door, "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: a/b; c=d\r\nContent-Length: 4\r\nContent-Language: en\r\n\r\nbody", form);

        Assert.Equal(
            ["CONTENT_LENGTH", "CONTENT_TYPE", "HTTP_CONTENT_LANGUAGE"],
            environ.Keys.Where(key => key.Contains("CONTENT", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(("a/b; c=d", "4"), (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]));
    }

    /// <summary>"Enumeration, Count and Keys show exactly what lookups show" (contract.md, environ), also after the app's own changes.</summary>
    [Theory]
    [Forms]
    public async Task EnumerationCountAndKeysShowWhatLookupsShow(Door door, AppForm form)
    {
        Exception? failure = null;
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                failure = Record.Exception(() =>
                {
                    environ["my.key"] = "mine";
                    environ["HTTP_X_A"] = null;
                    Assert.True(environ.Remove("HTTP_HOST"));
                    Assert.True(environ.Remove("wsgi.errors"));
                    Assert.False(environ.Remove("HTTP_HOST"));
                    Assert.Throws<ArgumentException>(() => environ.Add("PATH_INFO", "/"));
                    Assert.Throws<KeyNotFoundException>(() => environ["HTTP_HOST"]);
                    var pairs = environ.ToList();
                    Assert.Equal((pairs.Count, pairs.Count), (environ.Count, environ.Keys.Count));
                    Assert.All(pairs, pair => Assert.Equal(pair.Value, environ[pair.Key]));
                    Assert.Equal(pairs.Select(pair => pair.Key), environ.Keys);
                    Assert.Equal(pairs.Select(pair => pair.Value), environ.Values);
                    Assert.DoesNotContain("HTTP_HOST", environ.Keys);
                    Assert.DoesNotContain("wsgi.errors", environ.Keys);
                    Assert.Contains("my.key", environ.Keys);
                });
                startResponse("204 No Content", []);
                return [];
            },
            form);

        await served.RequestAsync("GET / HTTP/1.1\r\nHost: h\r\nX-A: 1\r\n\r\n");

        Assert.Null(failure);
    }

    /// <summary>"It is valid until the response is finished" (contract.md, environ): within the iteration and the disposal, and not afterwards.</summary>
    [Theory]
    [Forms]
    public async Task TheEnvironIsValidUntilTheResponseIsFinished(Door door, AppForm form)
    {
        List<string> seen = [];
        EnvironMap? kept = null;

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            kept = environ;
            try
            {
                startResponse("200 OK", []);
                seen.Add((string)environ["HTTP_HOST"]!);
                yield return Wire.Bytes("one");
                seen.Add((string)environ["HTTP_HOST"]!);
            }
            finally
            {
                seen.Add((string)environ["HTTP_HOST"]!);
            }
        }

        await using var served = await ServedApp.StartAsync(door, App, form);
        await served.RequestAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        await served.StopAsync();

        Assert.Equal(["h", "h", "h"], seen);
        Assert.Throws<InvalidOperationException>(() => kept!["HTTP_HOST"]);
    }
}
