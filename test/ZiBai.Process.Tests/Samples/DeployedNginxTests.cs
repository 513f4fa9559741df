using ZiBai.Process.Tests.BehindNginx;

namespace ZiBai.Process.Tests.Samples;

/// <summary>A real nginx with samples/deployment/nginx.conf as it stands; only the two addresses are the test's.</summary>
public sealed class DeployedNginxTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Socket => _folder.Socket("app.sock");

    public void Dispose() => _folder.Dispose();

    [ProgramFact("nginx")]
    public async Task TheHelloSampleIsServedOverAConnectionThatIsKept()
    {
        await using var tool = await ServeAsync("samples/hello.cs:App");
        await using var nginx = await StartAsync();
        using var client = new NginxClient(nginx.Address);

        Assert.Equal("Hello World!", await client.GetStringAsync("/"));
        Assert.Equal("Hello World!", await client.GetStringAsync("/"));
    }

    [ProgramFact("nginx")]
    public async Task AResponseThatAsksForItGoesOutChunkByChunk()
    {
        await using var tool = await ServeAsync("samples/streaming.cs:App");
        await using var nginx = await StartAsync();
        await using var client = await RawConnection.ConnectAsync(nginx.Address);

        // The whole of it would take an hour, and be longer than any buffer only then.
        await client.SendAsync("GET /?3600 HTTP/1.1\r\nHost: test\r\n\r\n");
        await client.ReadUntilAsync("3600\n");
        await client.ReadUntilAsync("3599\n");
    }

    [ProgramFact("nginx")]
    public async Task ABodyThatIsTooLongDoesNotReachTheApp()
    {
        await using var tool = await ServeAsync("samples/upload.cs:App");
        await using var nginx = await StartAsync();
        await using var client = await RawConnection.ConnectAsync(nginx.Address);

        var response = await client.RequestAsync("PUT / HTTP/1.1\r\nHost: test\r\nContent-Length: 10485761\r\n\r\n");

        Assert.Equal(413, response.StatusCode);
        Assert.Empty(tool.Stdout);
    }

    /// <summary>nginx takes the test's address from a header: over its socket a client has none.</summary>
    [ProgramFact("nginx")]
    public async Task TheAppIsToldOfTheClientWhateverTheClientSaysOfItself()
    {
        await using var tool = await ServeAsync("probe:Environ", BuiltApp.Folder("probe"));
        await using var nginx = await StartAsync(" set_real_ip_from unix:; real_ip_header X-Test-Client;");
        await using var client = await RawConnection.ConnectAsync(nginx.Address);

        var response = await client.RequestAsync(
            "GET /?REMOTE_ADDR,REMOTE_PORT,wsgi.url_scheme,HTTP_HOST,SCRIPT_NAME,HTTP_X_FORWARDED_FOR,HTTP_X_FORWARDED_PROTO,HTTP_X_FORWARDED_HOST,"
            + "HTTP_X_FORWARDED_PREFIX,HTTP_FORWARDED HTTP/1.1\r\nHost: shop.example\r\nX-Test-Client: 203.0.113.7\r\nX-Forwarded-For: 6.6.6.6\r\n"
            + "X-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Prefix: /evil\r\nForwarded: for=6.6.6.6;host=evil.example\r\n\r\n");

        Assert.Equal(
            "REMOTE_ADDR=203.0.113.7\nREMOTE_PORT=\nwsgi.url_scheme=http\nHTTP_HOST=shop.example\nSCRIPT_NAME=\nHTTP_X_FORWARDED_FOR=203.0.113.7\n"
            + "HTTP_X_FORWARDED_PROTO=http\nHTTP_X_FORWARDED_HOST=(none)\nHTTP_X_FORWARDED_PREFIX=(none)\nHTTP_FORWARDED=(none)",
            response.BodyText);
    }

    private Task<ChildProcess> ServeAsync(string app, string? appDir = null) => ZiBaiTool.StartReadyAsync(
        [app, "--app-dir", appDir ?? BuiltApp.Repository, "-l", $"unix:{Socket}", "--unix-socket-perms", "660"],
        new Dictionary<string, string?> { ["XDG_CACHE_HOME"] = _folder.Path });

    private Task<Nginx> StartAsync(string more = "") => Nginx.StartAsync(listen => Replaced(
        Replaced(File.ReadAllText(Path.Combine(BuiltApp.Repository, "samples", "deployment", "nginx.conf")), "listen 80;", $"listen {listen};{more}"),
        "server unix:/run/hello/app.sock;",
        $"server unix:{Socket};"));

    private static string Replaced(string text, string old, string @new)
    {
        Assert.Equal(2, text.Split(old).Length);
        return text.Replace(old, @new, StringComparison.Ordinal);
    }
}
