using System.Text.RegularExpressions;

namespace ZiBai.Process.Tests.BehindNginx;

/// <summary>The command and the nginx configuration of README.md, as they stand there; only the addresses are the test's.</summary>
public sealed partial class ReadmeNginxTests
{
    private const string SocketPath = "/run/hello/app.sock";

    [NginxFact]
    public async Task WhatTheReadmeSaysServesTheHelloSample()
    {
        var readme = (await File.ReadAllTextAsync(Path.Combine(BuiltApp.Repository, "README.md"))).ReplaceLineEndings("\n");
        var command = Command().Match(readme).Groups[1].Value;
        var configuration = Configuration().Match(readme).Groups[1].Value;
        Assert.Contains($"unix:{SocketPath}", command, StringComparison.Ordinal);
        Assert.Contains($"server unix:{SocketPath};", configuration, StringComparison.Ordinal);
        Assert.Contains("listen 80;", configuration, StringComparison.Ordinal);

        using var folder = new TempFolder();
        var socket = folder.Socket("app.sock");
        await using var tool = await ZiBaiTool.StartReadyAsync(
            command.Replace(SocketPath, socket, StringComparison.Ordinal).Split(' '), workingDirectory: BuiltApp.Folder("hello"));
        await using var nginx = await Nginx.StartAsync(listen => configuration
            .Replace(SocketPath, socket, StringComparison.Ordinal)
            .Replace("listen 80;", $"listen {listen};", StringComparison.Ordinal));
        using var client = new NginxClient(nginx.Address);

        Assert.Equal("Hello World!", await client.GetStringAsync("/"));
        Assert.Equal("Hello World!", await client.GetStringAsync("/"));
    }

    [GeneratedRegex("^zibai (hello:App -l unix:.*)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("^```nginx\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Configuration();
}
