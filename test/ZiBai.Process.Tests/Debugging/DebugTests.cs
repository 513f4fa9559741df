using ZiBai.Process.Tests.Sources;

namespace ZiBai.Process.Tests.Debugging;

/// <summary><c>--debug</c> with the real tool, on an app from source.</summary>
public sealed class DebugTests : IDisposable
{
    internal const string App = """
        public static class Till
        {
            public static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
            {
                throw new InvalidOperationException("The till <b>is</b> locked.");
            }
        }
        """;

    private const string Browser = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n";
    private const string Plain = "Internal Server Error\n";

    private readonly SourceApp _app = new(App);

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("--debug")]
    [InlineData("--debug -p 1")]
    [InlineData("--debug --no-gevent")]
    public async Task ABrowserIsShownTheExceptionAndItsLine(string options)
    {
        var response = await AskAsync(options, $"Host: localhost\r\n{Browser}");

        Assert.Equal((500, "text/html; charset=utf-8"), (response.StatusCode, response.Header("Content-Type")));
        Assert.Contains("The till &lt;b&gt;is&lt;/b&gt; locked.", response.BodyText, StringComparison.Ordinal);
        Assert.Contains("app.cs", response.BodyText, StringComparison.Ordinal);
        Assert.Contains("throw new InvalidOperationException(&quot;The till &lt;b&gt;is&lt;/b&gt; locked.&quot;);", response.BodyText, StringComparison.Ordinal);
        Assert.Contains("PATH_INFO", response.BodyText, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>is</b>", response.BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CurlIsTold()
    {
        var response = await AskAsync("--debug", "Host: localhost\r\nAccept: */*\r\n");

        Assert.Equal((500, "text/plain; charset=utf-8"), (response.StatusCode, response.Header("Content-Type")));
        Assert.Contains("System.InvalidOperationException", response.BodyText, StringComparison.Ordinal);
        Assert.Contains("The till <b>is</b> locked.", response.BodyText, StringComparison.Ordinal);
        Assert.Contains("throw new InvalidOperationException", response.BodyText, StringComparison.Ordinal);
        Assert.Contains("PATH_INFO", response.BodyText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Host: localhost\r\n")]
    [InlineData("--debug", "Host: rebound.example\r\n")]
    [InlineData("--debug", "Host: localhost\r\nX-Forwarded-For: 203.0.113.7\r\n")]
    [InlineData("--debug --forwarded-allow-ips=", "Host: localhost\r\nX-Forwarded-For: 127.0.0.1\r\n")]
    public async Task WhoMayBeAStrangerGetsThePlain500(string options, string headers)
    {
        var response = await AskAsync(options, headers + Browser);

        Assert.Equal((500, Plain), (response.StatusCode, response.BodyText));
    }

    [Fact]
    public async Task AnyoneGetsItWithDebugAnywhere()
    {
        var response = await AskAsync("--debug-anywhere", $"Host: rebound.example\r\nX-Forwarded-For: 203.0.113.7\r\n{Browser}");

        Assert.Equal((500, "text/html; charset=utf-8"), (response.StatusCode, response.Header("Content-Type")));
    }

    [Theory]
    [InlineData("0.0.0.0:0")]
    [InlineData(":0")]
    [InlineData("[::]:0")]
    [InlineData("unix:{folder}/app.sock")]
    public async Task OnAnAddressForOthersItIsRefused(string address)
    {
        address = address.Replace("{folder}", _app.Folder, StringComparison.Ordinal);
        await using var tool = ZiBaiTool.Start(["app:App", "-l", address, "--debug"], workingDirectory: _app.Folder);

        Assert.Equal(ExitCode.Usage, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Contains($"--debug: '{address}' ", tool.Stderr, StringComparison.Ordinal);
        Assert.Contains("or say --debug-anywhere where nobody but you can connect", tool.Stderr, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_app.Folder, "app.sock")));
    }

    private async Task<RawResponse> AskAsync(string options, string headers)
    {
        await using var tool = await _app.StartReadyAsync(options: options);
        await using var client = await RawConnection.ConnectAsync(Assert.Single(ZiBaiTool.ListenAddresses(tool)));
        return await client.RequestAsync($"GET /pay HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");
    }
}
