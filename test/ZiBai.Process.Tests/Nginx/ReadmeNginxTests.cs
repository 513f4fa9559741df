using System.Text.RegularExpressions;

namespace ZiBai.Process.Tests.BehindNginx;

/// <summary>The command and the nginx configuration of README.md, as they stand there; only the addresses are the test's.</summary>
public sealed partial class ReadmeNginxTests
{
    private const string SocketPath = "/run/hello/app.sock";

    [ProgramFact("nginx")]
    public async Task WhatTheReadmeSaysServesTheHelloSample()
    {
        using var folder = new TempFolder();
        var socket = folder.Socket("app.sock");
        await using var tool = await ZiBaiTool.StartReadyAsync(Arguments(socket), workingDirectory: BuiltApp.Folder("hello"));
        await using var nginx = await Nginx.StartAsync(listen => Blocks(socket, $"listen {listen};"));
        using var client = new NginxClient(nginx.Address);

        Assert.Equal("Hello World!", await client.GetStringAsync("/"));
        Assert.Equal("Hello World!", await client.GetStringAsync("/"));
    }

    /// <summary>The client's address and scheme are nginx's to say, whatever the client says of them. nginx takes the test's address from a header.</summary>
    [ProgramFact("nginx")]
    public async Task WhatTheReadmeSaysTellsTheAppOfTheClientAndBelievesNoLie()
    {
        using var folder = new TempFolder();
        var socket = folder.Socket("app.sock");
        string[] arguments = ["probe:Environ", .. Arguments(socket)[1..]];
        await using var tool = await ZiBaiTool.StartReadyAsync(arguments, workingDirectory: BuiltApp.Folder("probe"));
        await using var nginx = await Nginx.StartAsync(
            listen => Blocks(socket, $"listen {listen}; set_real_ip_from unix:; real_ip_header X-Test-Client;"));
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

    private static string[] Arguments(string socket) => Replaced(Command(), SocketPath, socket).Split(' ');

    private static string Blocks(string socket, string listen) =>
        Replaced(Configuration(), $"server unix:{SocketPath};", $"server unix:{socket};").Replace("listen 80;", listen, StringComparison.Ordinal);

    private static string Replaced(Regex part, string old, string @new)
    {
        var readme = File.ReadAllText(Path.Combine(BuiltApp.Repository, "README.md")).ReplaceLineEndings("\n");
        var text = part.Match(readme).Groups[1].Value;
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, @new, StringComparison.Ordinal);
    }

    [GeneratedRegex("^zibai (hello:App -l unix:.*)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("^```nginx\n(.*?listen 80;.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Configuration();
}
