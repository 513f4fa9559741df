using System.Text.Json;
using ZiBai.Testing;

namespace ZiBai.CommandLine;

public sealed class FileOptionsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string, ZiBaiOptions> Files()
    {
        var plain = new ZiBaiOptions { App = "hello:App" };
        return new()
        {
            { """{ }""", plain },
            { """{ "max-workers": 20 }""", plain with { MaxWorkers = 20 } },
            { """{ "max-workers": "20", }  // as text""", plain with { MaxWorkers = 20 } },
            { """{ "max-requests": 5000000000 }""", plain with { MaxRequestPreProcess = 5_000_000_000 } },
            { """{ "graceful-exit-timeout": 1.5 }""", plain with { GracefulExitTimeout = TimeSpan.FromSeconds(1.5) } },
            { """{ "listen": [ ":80", "unix:a b,c.sock" ] }""", plain with { Listen = [":80", "unix:a b,c.sock"] } },
            { """{ "listen": ":80, :81" }""", plain with { Listen = [":80", ":81"] } },
            { """{ "no-access-log": true, "call": false }""", plain with { NoAccessLog = true } },
            { """{ "url-prefix": "" }""", plain with { UrlPrefix = "" } },
        };
    }

    public static TheoryData<string, string> Wrong() => new()
    {
        { "{\n\n\"max-workers\": \"abc\" }", "FILE(3): max-workers: 'abc' is not a whole number; give 1 to 32767, for example --max-workers 10" },
        { "{ \"max-workers\":\n true }", "FILE(2): max-workers: 'true' is not a whole number; give 1 to 32767, for example --max-workers 10" },
        { """{ "max-workers": 0 }""", "FILE(1): max-workers: 0 is out of range; give 1 to 32767, for example --max-workers 10" },
        { """{ "max-workers": [ 1 ] }""", "FILE(1): max-workers: a list is no value; give 1 to 32767, for example --max-workers 10" },
        { """{ "max-workers": { } }""", "FILE(1): max-workers: an object is no value; give 1 to 32767, for example --max-workers 10" },
        { """{ "max-requests": 0 }""", "FILE(1): max-requests: 0 is out of range; give 1 or more, for example --max-request-pre-process 10000" },
        { """{ "listen": [ ] }""", "FILE(1): listen: the list is empty; give HOST:PORT, :PORT or unix:PATH, for example --listen 127.0.0.1:8000" },
        { """{ "listen": [ [ ] ] }""", "FILE(1): listen: the list holds more than texts; give HOST:PORT, :PORT or unix:PATH, for example --listen 127.0.0.1:8000" },
        { """{ "no-access-log": "yes" }""", "FILE(1): no-access-log: 'yes' is neither true nor false; give one of them" },
        { "{\n\"max-workrs\": 3 }", "FILE(2): max-workrs: there is no such option; did you mean max-workers?" },
        { """{ "--max-workers": 3 }""", "FILE(1): --max-workers: there is no such option; did you mean max-workers?" },
        { """{ "w": 3 }""", "FILE(1): w: there is no such option; leave it out" },
        { """{ "workers": 3 }""", "FILE(1): workers: there is no such option; processes are --subprocess, requests at once in each are --max-workers" },
        { """{ "config": "other.json" }""", "FILE(1): config: a configuration file names no other; leave it out" },
        { "{ \"backlog\": 1,\n \"backlog\": 2 }", "--config: FILE(2): 'backlog' is given twice, first on line 1; give it once" },
        { """{ "max-requests": 1, "max-request-pre-process": 2 }""", "FILE(1): max-request-pre-process: 'max-requests' says the same; leave one of them out" },
        { """[ ]""", "--config: FILE(1): the file is an object of options; give it in braces, for example { \"max-workers\": 20 }" },
        { "{\n\n nonsense }", "--config: FILE(3): this is not valid JSON: 'n' is an invalid start of a property name. Expected a '\"'" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void TheFileGivesOptions(string json, ZiBaiOptions expected)
    {
        var path = Write(json);

        var options = ZiBaiOptions.Parse("hello:App", "--config", path);

        Assert.Null(options.Answer);
        Assert.Equal(JsonSerializer.Serialize(expected with { Config = path }), JsonSerializer.Serialize(options));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void WhatIsWrongIsToldWithItsLine(string json, string problem)
    {
        var path = Write(json);

        var answer = ZiBaiOptions.Parse("hello:App", "--config", path).Answer!;

        Assert.Equal(2, answer.ExitCode);
        Assert.Equal([$"zibai: error: {problem.Replace("FILE", path, StringComparison.Ordinal)}"], answer.Text.ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public void EveryWrongValueIsToldAtOnce()
    {
        var path = Write("{ \"backlog\": 0,\n \"app\": \"hello\",\n \"nonsense\": 1 }");

        Assert.Equal(
            [
                $"zibai: error: {path}(3): nonsense: there is no such option; leave it out",
                $"zibai: error: {path}(2): app: 'hello' has no ':attribute', as hello:NAME has; give module:attribute, for example hello:App",
                $"zibai: error: {path}(1): backlog: 0 is out of range; give 1 or more, for example --backlog 1024",
            ],
            ZiBaiOptions.Parse("--config", path).Answer!.Text.ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public void AFileThatIsNotThereIsToldOnceThoughItMayHaveNamedTheApp()
    {
        var path = _folder.File("zibai.json");

        Assert.Equal(
            $"zibai: error: --config: {path}: there is no such file; give one that exists, relative to the current directory, {Directory.GetCurrentDirectory()}, or whole",
            ZiBaiOptions.Parse("--config", path).Answer!.Text);
    }

    [Fact]
    public void TheFileMayNameTheApp() => Assert.Equal("hello:App", ZiBaiOptions.Parse("--config", Write("""{ "app": "hello:App" }""")).App);

    [Fact]
    public void TheEnvironmentComesBeforeTheFileAndTheCommandLineBeforeBoth()
    {
        var path = Write("""{ "app": "file:App", "listen": [ ":1", ":2", ":3" ], "max-workers": 1, "backlog": 1, "no-access-log": true }""");

        var options = ZiBaiCommand.Parse(
            ["-w", "3"], appFromProgram: false,
            [new("ZIBAI_CONFIG", path), new("ZIBAI_LISTEN", ":4"), new("ZIBAI_BACKLOG", "2"), new("ZIBAI_MAX_WORKERS", "2"), new("ZIBAI_NO_ACCESS_LOG", "false")]);

        Assert.Null(options.Answer);
        Assert.Equal(("file:App", 3, 2, false), (options.App, options.MaxWorkers, options.Backlog, options.NoAccessLog));
        Assert.Equal([":4"], options.Listen);
    }

    [Fact]
    public void TheFileOfTheCommandLineIsReadAndNotThatOfTheEnvironment() =>
        Assert.Equal(
            7,
            ZiBaiCommand.Parse(
                ["a:App", "--config", Write("""{ "max-workers": 7 }""")], appFromProgram: false, [new("ZIBAI_CONFIG", "nowhere.json")]).MaxWorkers);

    public void Dispose() => _folder.Dispose();

    private string Write(string json)
    {
        var path = _folder.File("zibai.json");
        File.WriteAllText(path, json);
        return path;
    }
}
