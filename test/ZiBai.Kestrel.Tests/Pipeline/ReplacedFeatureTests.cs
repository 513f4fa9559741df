using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using ZiBai.Testing;

namespace ZiBai.Tests.Pipeline;

/// <summary>Middleware replaces features, and changes what they hold: the app sees the request, and sends the response, as they are by then.</summary>
public sealed class ReplacedFeatureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("chunks")]
    [InlineData("file")]
    [InlineData("write")]
    public async Task AResponseIsCompressedByTheMiddlewareForIt(string how)
    {
        var text = string.Concat(Enumerable.Repeat("compress me ", 1000));
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, text);

        IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            var write = startResponse("200 OK", [("Content-Type", "text/plain"), ("Content-Length", $"{text.Length}")]);
            if (how == "file")
            {
                return new FileWrapper(File.OpenRead(file));
            }

            if (how == "write")
            {
                write(TestSite.Bytes(text));
                return [];
            }

            return [TestSite.Bytes(text[..100]), TestSite.Bytes(text[100..])];
        }

        await using var site = await TestSite.StartAsync(
            site =>
            {
                site.UseResponseCompression();
                site.UseZiBai(App);
            },
            static builder => builder.Services.AddResponseCompression());
        site.Client.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");

        using var response = await site.Client.GetAsync("/").WaitAsync(Timeouts.Default);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        await using var plain = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        Assert.Equal(text, await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task ABodyThatWasReadBeforeIsReadAgain()
    {
        await using var site = await TestSite.StartAsync(static site =>
        {
            site.Use(static async (http, next) =>
            {
                http.Request.EnableBuffering();
                await http.Request.Body.CopyToAsync(Stream.Null);
                http.Request.Body.Position = 0;
                await next(http);
            });
            site.UseZiBai(static (environ, startResponse) =>
            {
                using var body = new MemoryStream();
                ((Stream)environ[EnvironKeys.WsgiInput]!).CopyTo(body);
                startResponse("200 OK", []);
                return [body.ToArray()];
            });
        });
        using var content = new StringContent("twice");

        using var response = await site.Client.PostAsync("/", content).WaitAsync(Timeouts.Default);

        Assert.Equal("twice", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task TheRequestIsWhatTheMiddlewareMadeOfIt()
    {
        await using var site = await TestSite.StartAsync(static site =>
        {
            site.Use(static next => http =>
            {
                http.Features.Set<IHttpRequestFeature>(new HttpRequestFeature
                {
                    Method = "PUT",
                    Scheme = "https",
                    PathBase = "/base",
                    Path = "/path",
                    QueryString = "?query",
                    Protocol = "HTTP/1.1",
                    RawTarget = "/target",
                    Headers = new HeaderDictionary { ["X-One"] = "1" },
                });
                http.Features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { RemoteIpAddress = new System.Net.IPAddress([192, 0, 2, 1]), RemotePort = 7 });
                return next(http);
            });
            site.UseZiBai(static (environ, startResponse) =>
            {
                string[] keys =
                [
                    "REQUEST_METHOD", "wsgi.url_scheme", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "REQUEST_URI", "HTTP_X_ONE", "REMOTE_ADDR", "REMOTE_PORT",
                ];
                startResponse("200 OK", []);
                return [TestSite.Bytes(string.Join(' ', keys.Select(key => environ[key])))];
            });
        });

        Assert.Equal("PUT https /base /path query /target 1 192.0.2.1 7", await site.GetAsync("/"));
    }

    [Fact]
    public async Task HeadersOfTheMiddlewareStay()
    {
        await using var site = await TestSite.StartAsync(static site =>
        {
            site.Use(static next => http =>
            {
                http.Response.Headers["X-Outer"] = "1";
                http.Response.Headers.Server = "outer";
                return next(http);
            });
            site.UseZiBai(TestSite.Paths);
        });

        using var response = await site.Client.GetAsync("/").WaitAsync(Timeouts.Default);

        Assert.Equal(("1", "outer"), (response.Headers.GetValues("X-Outer").Single(), response.Headers.NonValidated["Server"].ToString()));
    }
}
