using System.Net;
using System.Net.Sockets;
using ZiBai.Process.Tests.Sources;

namespace ZiBai.Process.Tests.Starting;

public sealed class CheckConfigTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("hello:App", "")]
    [InlineData("hello:App", "-p 2")]
    [InlineData("probe:Make", "--call")]
    [InlineData("probe:Recorded", "--before-serve probe:BeforeServe --before-died probe:BeforeDied")]
    public async Task WhatIsGoodIsSaidToBeAndNothingRuns(string app, string options)
    {
        await using var tool = await CheckAsync(app, options);

        Assert.Equal((0, "Configuration is good", ""), (tool.ExitCode, tool.Stdout, tool.Stderr));
        Assert.False(File.Exists(_folder.File("record")));
    }

    [Fact]
    public async Task AnAppFromSourceIsCompiled()
    {
        using var source = new SourceApp(File.ReadAllText(Path.Combine(BuiltApp.Repository, "samples", "hello.cs")));
        await using (var tool = source.Start("app:App", "--check-config"))
        {
            Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
            Assert.Equal("Configuration is good", tool.Stdout);
        }

        source.Write("app.cs", "public static class App {");
        Assert.Contains("app.cs(1,26): error CS1513", await source.FailAsync("app:App", "--check-config"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingIsBound()
    {
        using var held = new TcpListener(IPAddress.Loopback, 0);
        held.Start();

        await using var tool = await CheckAsync("hello:App", $"-l 127.0.0.1:{((IPEndPoint)held.LocalEndpoint).Port}");

        Assert.Equal(0, tool.ExitCode);
    }

    [Theory]
    [InlineData("probe:NeverStarts", "", "no database at hand")]
    [InlineData("hello:Apq", "-p 2", "No 'Apq' in ")]
    [InlineData("hello:App", "--before-serve hello:NoSuchHook", "NoSuchHook")]
    [InlineData("hello:App", "--before-died hello:NoSuchHook", "NoSuchHook")]
    public async Task WhatCannotBeLoadedIsToldAsAStartTellsIt(string app, string options, string what)
    {
        await using var tool = await CheckAsync(app, options);
        await using var start = await Served.FailAsync(app, options);

        Assert.Equal((3, ""), (tool.ExitCode, tool.Stdout));
        var line = Assert.Single(tool.Lines, static line => line.Text.StartsWith("zibai: error: ", StringComparison.Ordinal)).Text;
        Assert.Contains(what, line, StringComparison.Ordinal);
        Assert.Contains(start.Lines, other => other.Text == line);
    }

    [Theory]
    [InlineData("--backlog 0", "--backlog: 0 is out of range")]
    [InlineData("--logging-config-filepath nowhere.json", "--logging-config-filepath: nowhere.json: there is no such file")]
    [InlineData("--config nowhere.json", "--config: nowhere.json: there is no such file")]
    public async Task WhatIsWrongWithTheOptionsIsTold(string options, string what)
    {
        await using var tool = await CheckAsync("hello:App", options);

        Assert.Equal((2, ""), (tool.ExitCode, tool.Stdout));
        Assert.StartsWith($"zibai: error: {what}", tool.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWrongLoggingConfigurationIsTold()
    {
        await File.WriteAllTextAsync(_folder.File("log.json"), """{ "zibai.acces": { } }""");

        await using var tool = await CheckAsync("hello:App", $"--logging-config-filepath {_folder.File("log.json")}");

        Assert.Equal(2, tool.ExitCode);
        Assert.Contains("log.json(1): there is no logger 'zibai.acces'", tool.Stderr, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<ChildProcess> CheckAsync(string app, string options) =>
        Served.FailAsync(app, $"{options} --check-config", new Dictionary<string, string?> { ["PROBE_FILE"] = _folder.File("record") });
}
