using ZiBai.Process.Tests.Samples;
using ZiBai.Process.Tests.Supervision;

namespace ZiBai.Process.Tests.Options;

/// <summary>Options from the environment and from a file, on the running tool.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string ConfigPath => _folder.File("zibai.json");

    [Fact]
    public async Task TheToolIsServedFromTheEnvironmentAndAFileAlone()
    {
        await File.WriteAllTextAsync(ConfigPath, """{ "app": "hello:App", "listen": [ "127.0.0.1:0", "[no such address" ], "no-access-log": true }""");
        var environment = new Dictionary<string, string?>
        {
            ["ZIBAI_CONFIG"] = ConfigPath,
            ["ZIBAI_LISTEN"] = "127.0.0.1:0",
            ["ZIBAI_APP_DIR"] = BuiltApp.Folder("hello"),
            ["SCRIPT_NAME"] = null,
        };

        await using var tool = await ZiBaiTool.StartReadyAsync([], environment);
        await using var client = await RawConnection.ConnectAsync(Assert.Single(ZiBaiTool.ListenAddresses(tool)));
        var response = await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        tool.Signal(ChildSignal.Term);

        Assert.Equal("Hello World!", response.BodyText);
        Assert.Equal(0, await tool.WaitForExitAsync());
        Assert.Empty(tool.Stdout);
    }

    [Fact]
    public async Task WorkersHaveTheOptionsOfTheirSupervisorAndReadNeitherPlaceAgain()
    {
        await File.WriteAllTextAsync(ConfigPath, """{ "subprocess": 2, "url-prefix": "/shop" }""");
        await using var server = await Supervised.StartAsync(
            "probe:Environ", $"--config {ConfigPath}", new Dictionary<string, string?> { ["ZIBAI_URL_PREFIX"] = "/mall", ["SCRIPT_NAME"] = null });
        Assert.Equal(2, server.Serving.Count);

        await File.WriteAllTextAsync(ConfigPath, "nonsense");
        await server.RollAsync();

        Assert.Equal("SCRIPT_NAME=/mall", (await server.GetAsync("/mall/a?SCRIPT_NAME")).BodyText);
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task AWrongVariableEndsTheStart()
    {
        await using var tool = await Served.FailAsync("hello:App", "", new Dictionary<string, string?> { ["ZIBAI_MAX_WORKERS"] = "abc" });

        Assert.Equal(2, tool.ExitCode);
        Assert.Equal("zibai: error: ZIBAI_MAX_WORKERS: 'abc' is not a whole number; give 1 to 32767, for example --max-workers 10", tool.Stderr);
    }

    [Fact]
    public async Task TheConfigurationIsPrintedOnStandardOutputWithoutAnApp()
    {
        await using var tool = ZiBaiTool.Start(["--print-config"], new Dictionary<string, string?> { ["ZIBAI_MAX_WORKERS"] = "20" });

        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Contains(tool.Lines, static line => line.Stream == ChildOutput.Stdout && line.Text.StartsWith("max-workers ", StringComparison.Ordinal)
            && line.Text.EndsWith("  (ZIBAI_MAX_WORKERS)", StringComparison.Ordinal));
        Assert.Empty(tool.Stderr);
    }

    [Fact]
    public async Task ThePathThatTheEnvironmentMountsTheAppAtIsPrinted()
    {
        await using var tool = ZiBaiTool.Start(["--print-config"], new Dictionary<string, string?> { ["SCRIPT_NAME"] = "/shop/" });

        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Contains(tool.Lines, static line => string.Join(' ', line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries)) == "url-prefix = /shop (SCRIPT_NAME)");
    }

    [Fact]
    public async Task AProgramThatServesItselfTakesThemToo()
    {
        await File.WriteAllTextAsync(ConfigPath, """{ "listen": "127.0.0.1:0" }""");
        await using var program = BuiltProgram.Start("SelfServing", ["--config", ConfigPath], environment: new Dictionary<string, string?> { ["ZIBAI_NO_ACCESS_LOG"] = "true" });
        await ZiBaiTool.WaitUntilReadyAsync(program);
        await using var client = await RawConnection.ConnectAsync(Assert.Single(ZiBaiTool.ListenAddresses(program)));
        await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        program.Signal(ChildSignal.Term);

        Assert.Equal(0, await program.WaitForExitAsync());
        Assert.Empty(program.Stdout);
    }

    [Fact]
    public async Task AProgramThatParsesItsArgumentsGetsWhatTheySayWhateverTheEnvironmentSays()
    {
        await using var program = BuiltProgram.Start("ParsedOptions", ["-l", "127.0.0.1:0"], environment: new Dictionary<string, string?> { ["ZIBAI_MAX_WORKERS"] = "abc" });

        await ZiBaiTool.WaitUntilReadyAsync(program);
    }

    public void Dispose() => _folder.Dispose();
}
