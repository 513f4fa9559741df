using ZiBai.Process.Tests.Supervision;

namespace ZiBai.Process.Tests.Logging;

public sealed class LoggingConfigTests : IDisposable
{
    private const string AccessToFile = "{ \"zibai.access\": { \"WriteTo\": [ { \"Name\": \"File\", \"Args\": { \"path\": \"access.log\" } } ] } }";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AWrongConfigurationIsAnsweredByALineForEachProblemAndNothingIsStarted()
    {
        await WriteAsync("{\n\"zibai.acess\": {},\n\"zibai\": { \"WriteTo\": [ { \"Name\": \"Fil\" } ] } }");
        await using var tool = Start("-p 2");

        Assert.Equal(2, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Equal(
            "zibai: error: --logging-config-filepath: logging.json(2): there is no logger 'zibai.acess': Did you mean zibai.access?\n"
            + "zibai: error: --logging-config-filepath: logging.json(3): there is no sink 'Fil'; give the name of one, for example File or Console, "
            + "and the assembly it is in under Using. Did you mean File?",
            tool.Stderr);
        Assert.Empty(tool.Stdout);
    }

    [Theory]
    [InlineData("-p 0")]
    [InlineData("-p 1")]
    public async Task ALogThatCannotBeOpenedIsAWrongConfiguration(string options)
    {
        await WriteAsync("{ \"zibai\": { \"WriteTo\": [ { \"Name\": \"File\", \"Args\": {\n\"path\": \"logging.json/a.log\", \"rollingInterval\": \"Day\" } } ] } }");
        await using var tool = Start(options);

        Assert.Equal(2, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Matches(
            @"^zibai: error: --logging-config-filepath: logging\.json\(2\): the log file 'logging\.json/a\.log' cannot be made: .*whole$", Assert.Single(tool.Lines).Text);
    }

    [Fact]
    public async Task ANamedPipeIsNeitherReadNorWrittenSinceThatWouldWaitForItsOtherEnd()
    {
        await using (var made = ChildProcess.Start("mkfifo", [_folder.File("pipe.json"), _folder.File("pipe.log")]))
        {
            Assert.Equal(0, await made.WaitForExitAsync());
        }

        await WriteAsync("{ \"zibai\": { \"WriteTo\": [ { \"Name\": \"File\", \"Args\": { \"path\": \"pipe.log\" } } ] } }");
        await using var writing = Start("-p 0");
        Assert.Equal(2, await writing.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Matches(@"\(1\): the log file .*pipe\.log is a named pipe, which would be waited for; give the path of a file$", writing.Stderr);

        File.Move(_folder.File("pipe.json"), _folder.File("logging.json"), overwrite: true);
        await using var reading = Start("-p 0");
        Assert.Equal(2, await reading.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.EndsWith("logging.json: it is a named pipe, which would be waited for; give a JSON file", reading.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-p 0")]
    [InlineData("-p 2")]
    public async Task ARedirectedAccessLogHasTheLinesOfStandardOutputAndIsFoundInTheCurrentDirectory(string options)
    {
        await WriteAsync(AccessToFile);
        await using var tool = Start(options);
        await ZiBaiTool.WaitUntilReadyAsync(tool);

        await using (var client = await RawConnection.ConnectAsync(ZiBaiTool.ListenAddresses(tool)[0]))
        {
            await client.RequestAsync("GET /a%20b?c HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        }

        tool.Signal(ChildSignal.Term);
        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Empty(tool.Stdout);
        Assert.DoesNotMatch("WARNING|ERROR", tool.Stderr);
        Assert.Matches(
            @"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO ""GET /a%20b\?c HTTP/1\.1"" 200$", Assert.Single(await File.ReadAllLinesAsync(_folder.File("access.log"))));
    }

    [Fact]
    public async Task ASinkThatFailsIsToldOfOnStandardErrorAndRequestsAreAnswered()
    {
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        File.CreateSymbolicLink(_folder.File("full.log"), "/dev/full");
        await WriteAsync(
            """
            { "zibai.access": { "WriteTo": [ { "Name": "File", "Args": { "path": "full.log", "fileSizeLimitBytes": null } } ] },
              "Serilog": { "WriteTo": [ { "Name": "File", "Args": { "path": "all.log" } } ] } }
            """);
        await using var tool = Start("-p 0");
        await WaitForLogAsync("all.log", " INFO Ready");
        var listening = Array.Find(await File.ReadAllLinesAsync(_folder.File("all.log")), static line => line.Contains("Listening on ", StringComparison.Ordinal))!;

        await using (var client = await RawConnection.ConnectAsync(listening.Split(' ')[^1]))
        {
            for (var request = 0; request < 3; request++)
            {
                Assert.Equal(200, (await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n")).StatusCode);
            }
        }

        await tool.WaitForLineAsync(" WARNING A log sink has failed: .*No space left on device", ChildOutput.Stderr);
        tool.Signal(ChildSignal.Term);
        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Collection(
            tool.Lines,
            static line => Assert.Contains("Caught exception while emitting to sink", line.Text, StringComparison.Ordinal),
            static line => Assert.Contains("A log sink has failed: A sink could not be closed: No space left", line.Text, StringComparison.Ordinal),
            static line => Assert.Contains(" A log sink has failed 2 times more since it was last told: ", line.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SighupWithAConfigurationThatIsWrongRestartsNothingAndMendedItCountsEverywhere()
    {
        await WriteAsync(AccessToFile.Replace("access.log", _folder.File("one.log"), StringComparison.Ordinal));
        await using var server = await Supervised.StartAsync("probe:Pid", $"-p 2 --logging-config-filepath {_folder.File("logging.json")}");
        var workers = server.Serving;

        await WriteAsync("{\n\"zibai.acess\": {} }");
        await server.SignalAsync(
            ChildSignal.Hup,
            "ERROR SIGHUP: nothing is restarted, and the workers go on serving, until the logging configuration is mended and SIGHUP sent: "
            + @"--logging-config-filepath: .*logging\.json\(2\): there is no logger 'zibai\.acess': Did you mean zibai\.access\?$");
        Assert.Contains((await server.GetAsync("/one")).BodyText, workers.Select(static pid => $"{pid}"));
        Assert.Equal(workers, server.Serving);

        await WriteAsync(
            AccessToFile.Replace("access.log", _folder.File("two.log"), StringComparison.Ordinal).TrimEnd('}', ' ')
            + " }, \"zibai\": { \"WriteTo\": [ { \"Name\": \"Console\" }, { \"Name\": \"File\", \"Args\": { \"path\": \"" + _folder.File("main.log") + "\" } } ] } }");
        server.Tool.Signal(ChildSignal.Hup);
        await server.Tool.WaitForLineAsync("All workers replaced, 2 in ", ChildOutput.Stdout, timeout: Timeouts.ProcessStart);
        Assert.DoesNotContain((await server.GetAsync("/two")).BodyText, workers.Select(static pid => $"{pid}"));

        Assert.Equal(0, await server.EndAsync());
        Assert.EndsWith("\"GET /one HTTP/1.1\" 200", Assert.Single(await File.ReadAllLinesAsync(_folder.File("one.log"))), StringComparison.Ordinal);
        Assert.EndsWith("\"GET /two HTTP/1.1\" 200", Assert.Single(await File.ReadAllLinesAsync(_folder.File("two.log"))), StringComparison.Ordinal);
        var told = await File.ReadAllLinesAsync(_folder.File("main.log"));
        Assert.Equal(4, told.Count(static line => line.EndsWith(" has left: it exited with code 0", StringComparison.Ordinal)));
        Assert.EndsWith("Stopped", told[^1], StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task WithoutTheOptionWhatReadsSuchFilesIsNotLoaded()
    {
        await WriteAsync(AccessToFile.Replace("access.log", _folder.File("access.log"), StringComparison.Ordinal));
        await using var without = await Supervised.StartAsync("probe:Pid", "-p 1");
        await using var with = await Supervised.StartAsync("probe:Pid", $"-p 1 --logging-config-filepath {_folder.File("logging.json")}");

        foreach (var pid in without.Serving.Append(without.Pid))
        {
            Assert.DoesNotContain("Serilog.Settings.Configuration", Loaded(pid), StringComparison.Ordinal);
            Assert.DoesNotContain("System.Text.RegularExpressions", Loaded(pid), StringComparison.Ordinal);
        }

        Assert.All(with.Serving.Append(with.Pid), static pid => Assert.Contains("Serilog.Settings.Configuration", Loaded(pid), StringComparison.Ordinal));
        Assert.Equal((0, 0), (await without.EndAsync(), await with.EndAsync()));
    }

    private static string Loaded(int pid) => File.ReadAllText($"/proc/{pid}/maps");

    private Task WriteAsync(string content) => File.WriteAllTextAsync(_folder.File("logging.json"), content);

    private ChildProcess Start(string options) => ZiBaiTool.Start(
        Served.Arguments("hello:App", $"{options} --logging-config-filepath logging.json"), workingDirectory: _folder.Path);

    // A file tells nobody that it has grown; tail does.
    private async Task WaitForLogAsync(string name, string text)
    {
        await using var reader = ChildProcess.Start("tail", ["-n", "+1", "-F", _folder.File(name)]);
        await reader.WaitForLineAsync(line => line.Contains(text, StringComparison.Ordinal), ChildOutput.Stdout, timeout: Timeouts.ProcessStart);
    }
}
