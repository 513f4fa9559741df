using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ZiBai.Process.Tests.Readme;

/// <summary>What README.md says and quotes of the log, as it stands there; only paths and process ids are the test's.</summary>
public sealed partial class LoggingTests : IDisposable
{
    private const string LogPath = "/var/log/hello/access.log";
    private const string RotatedPath = "/var/log/hello/*.log";
    private const string Kill = "systemctl kill --signal=USR1 hello";

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task TheDefaultLineIsTheOneShown()
    {
        var line = await LineAsync("/path", []);

        Assert.Equal(Digit().Replace(ReadmeText.Part(DefaultLine()), "0"), Digit().Replace(line, "0"));
        Assert.EndsWith(" 200", line, StringComparison.Ordinal);
    }

    [Fact]
    [RunsCommand("zibai hello:App --access-log-format ")]
    public async Task TheTemplateShownIsTaken()
    {
        var line = await LineAsync("/a%20b?c", ["--access-log-format", ReadmeText.Part(Template())], "X-Request-Id: r-1\r\n");

        Assert.Matches(@"^127\.0\.0\.1 GET /a b 200 12 \d+\.\d r-1$", line);
    }

    [Fact]
    public async Task EachFieldListedIsOne()
    {
        var fields = Field().Matches(ReadmeText.Part(FieldList())).Select(static match => match.Groups[1].Value).Select(static name => name == "HTTP_..." ? "HTTP_HOST" : name)
            .Where(static name => name != "traceparent").ToArray();
        Assert.Equal(20, fields.Length);

        var line = await LineAsync(
            "/a?b", ["--access-log-format", string.Join('|', fields.Select(static name => $"{name}={{{name}}}"))],
            "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n");

        var values = line.Split('|').Select(static pair => pair.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]);
        Assert.Equal(fields, values.Keys);

        // This process serves alone, at the root.
        Assert.Equal(("-", ""), (values["worker"], values["SCRIPT_NAME"]));
        Assert.Equal(
            ("127.0.0.1", "GET", "/a?b", "/a", "b", "HTTP/1.1", "200", "12", "0af7651916cd43dd8448eb211c80319c"),
            (values["REMOTE_ADDR"], values["REQUEST_METHOD"], values["REQUEST_URI"], values["PATH_INFO"], values["QUERY_STRING"], values["SERVER_PROTOCOL"],
                values["status"], values["response_length"], values["trace_id"]));
        Assert.All(["REMOTE_PORT", "HTTP_HOST", "elapsed_ms", "pid", "request_id"], name => Assert.NotEqual("-", values[name]));
        Assert.Equal(("INFO", "\"GET /a?b HTTP/1.1\" 200"), (values["Level"], values["Message"]));
    }

    [Fact]
    public async Task JsonHasTheFieldsAndThoseAskedForBesides()
    {
        var format = ReadmeText.Part(JsonFormat());

        using var json = JsonDocument.Parse(await LineAsync("/a?b", ["--access-log-format", format]));

        Assert.Equal(("/a", 200), (json.RootElement.GetProperty("PATH_INFO").GetString(), json.RootElement.GetProperty("status").GetInt32()));
        Assert.Equal("test", json.RootElement.GetProperty(format.Split(',')[1]).GetString());
    }

    [Fact]
    public async Task TheConfigurationShownMovesTheAccessLogAlone()
    {
        var log = _folder.File("access.log");
        var tool = await StartAsync(["--logging-config-filepath", await ConfigurationAsync(log)]);
        await using (tool)
        {
            await GetAsync(tool, "/moved");
            await GetAsync(tool, "/healthz");
            await using (var client = await RawConnection.ConnectAsync(ZiBaiTool.ListenAddresses(tool)[0]))
            {
                await client.RequestAsync("GET /bad HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
            }

            await EndAsync(tool);
        }

        Assert.Empty(tool.Stdout);
        var lines = await File.ReadAllLinesAsync(log);
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^[0-9-]{10} [0-9:,]{12} INFO ""GET /moved HTTP/1\.1"" 200$", lines[0]);
        Assert.Matches(@" DEBUG Refused the request GET /bad: ", tool.Stderr);
    }

    [ProgramFact("logrotate")]
    public async Task LogrotateAsShownMovesTheFileAndLosesNothing()
    {
        var behind = 0;
        var log = _folder.File("access.log");
        var tool = await StartAsync(["-p", "2", "--logging-config-filepath", await ConfigurationAsync(log)]);
        await using (tool)
        {
            await GetAsync(tool, "/before");
            using var timer = new CancellationTokenSource(Timeouts.Default);
            while (new FileInfo(log).Length == 0)
            {
                timer.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }

            await RotateAsync(log, tool.Id);
            await tool.WaitForLineAsync("SIGUSR1: ", ChildOutput.Stderr);

            // Each worker opens its file anew in its own time.
            for (; !File.Exists(log) || new FileInfo(log).Length == 0; behind++)
            {
                timer.Token.ThrowIfCancellationRequested();
                await GetAsync(tool, "/behind");
            }

            await EndAsync(tool);
        }

        string[] old = await File.ReadAllLinesAsync(log + ".1"), @new = await File.ReadAllLinesAsync(log);
        Assert.EndsWith("\"GET /before HTTP/1.1\" 200", old[0], StringComparison.Ordinal);
        Assert.All(old.Skip(1).Concat(@new), static line => Assert.EndsWith("\"GET /behind HTTP/1.1\" 200", line, StringComparison.Ordinal));
        Assert.Equal((true, 1 + behind), (@new.Length > 0, old.Length + @new.Length));
    }

    public void Dispose() => _folder.Dispose();

    private static Task<ChildProcess> StartAsync(string[] arguments) =>
        ZiBaiTool.StartReadyAsync(["hello:App", "--app-dir", BuiltApp.Folder("hello"), "-l", "127.0.0.1:0", .. arguments]);

    private static async Task GetAsync(ChildProcess tool, string target, string headers = "")
    {
        await using var client = await RawConnection.ConnectAsync(ZiBaiTool.ListenAddresses(tool)[0]);
        Assert.Equal(200, (await client.RequestAsync($"GET {target} HTTP/1.1\r\nHost: test\r\n{headers}Connection: close\r\n\r\n")).StatusCode);
    }

    private static async Task EndAsync(ChildProcess tool)
    {
        tool.Signal(ChildSignal.Term);
        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
    }

    /// <summary>The record of one request to the hello sample.</summary>
    private static async Task<string> LineAsync(string target, string[] arguments, string headers = "")
    {
        await using var tool = await StartAsync(arguments);
        await GetAsync(tool, target, headers);
        await EndAsync(tool);
        return tool.Stdout;
    }

    private async Task<string> ConfigurationAsync(string log)
    {
        var text = ReadmeText.Block("json", "\"zibai.access\"");
        Assert.Contains($"\"{LogPath}\"", text, StringComparison.Ordinal);
        var path = _folder.File("logging.json");
        await File.WriteAllTextAsync(path, text.Replace($"\"{LogPath}\"", JsonSerializer.Serialize(log), StringComparison.Ordinal));
        return path;
    }

    private async Task RotateAsync(string log, int pid)
    {
        var text = ReadmeText.Block("logrotate", "postrotate");
        Assert.Contains(RotatedPath, text, StringComparison.Ordinal);
        Assert.Contains(Kill, text, StringComparison.Ordinal);
        var path = _folder.File("logrotate.conf");
        await File.WriteAllTextAsync(
            path,
            text.Replace(RotatedPath, log, StringComparison.Ordinal)
                .Replace(Kill, string.Create(CultureInfo.InvariantCulture, $"kill -USR1 {pid}"), StringComparison.Ordinal));
        await using var logrotate = ChildProcess.Start(InstalledProgram.Find("logrotate")!, ["--force", "--state", _folder.File("state"), path]);
        Assert.True(await logrotate.WaitForExitAsync() == 0, logrotate.Stderr);
    }

    [GeneratedRegex("`(2[^`]* INFO [^`]*)`")]
    private static partial Regex DefaultLine();

    [GeneratedRegex("^zibai hello:App --access-log-format '(.*)'$", RegexOptions.Multiline)]
    private static partial Regex Template();

    [GeneratedRegex("^(Its fields are .*?)What a client sends", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FieldList();

    [GeneratedRegex("`(json,[^`]*)`")]
    private static partial Regex JsonFormat();

    [GeneratedRegex("`([A-Za-z_.]+)`")]
    private static partial Regex Field();

    [GeneratedRegex("[0-9](?=[0-9,: -]* INFO)")]
    private static partial Regex Digit();
}
