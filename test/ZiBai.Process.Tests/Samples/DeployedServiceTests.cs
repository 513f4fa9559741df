using System.Globalization;

namespace ZiBai.Process.Tests.Samples;

/// <summary>samples/deployment/hello.service: what systemd would do by it is done here by the test.</summary>
public sealed class DeployedServiceTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceUnit _unit = new(Path.Combine(BuiltApp.Repository, "samples", "deployment", "hello.service"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ItsCommandsStartReloadAndStopTheServer()
    {
        var cache = _unit["Environment"].Split('=');
        var command = Here(_unit["ExecStart"]).Split(' ');
        Assert.Equal("/usr/local/bin/zibai", command[0]);
        await using var tool = await ZiBaiTool.StartReadyAsync(command[1..], new Dictionary<string, string?> { [cache[0]] = Here(cache[1]) });

        var address = Assert.Single(ZiBaiTool.ListenAddresses(tool));
        Assert.Equal($"unix:{_folder.Socket("app.sock")}", address);
        await AssertServesAsync(address);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal((UnixFileMode)Convert.ToInt32("660", 8), File.GetUnixFileMode(_folder.Socket("app.sock")));
        }

        var reload = _unit["ExecReload"].Replace("$MAINPID", tool.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Split(' ');
        await using (var kill = ChildProcess.Start(reload[0], reload[1..]))
        {
            Assert.Equal(0, await kill.WaitForExitAsync());
        }

        await tool.WaitForLineAsync("All workers replaced, 4 in ", ChildOutput.Stderr, timeout: Timeouts.ProcessStart);
        await AssertServesAsync(address);

        // KillMode=mixed: the signal to stop goes to the first process alone.
        Assert.Equal("mixed", _unit["KillMode"]);
        tool.Signal(ChildSignal.Term);
        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
    }

    [Fact]
    public void SystemdWaitsForLongerThanAGracefulExitMayTake()
    {
        var command = _unit["ExecStart"].Split(' ');
        var graceful = int.Parse(command[Array.IndexOf(command, "--graceful-exit-timeout") + 1], CultureInfo.InvariantCulture);

        Assert.InRange(int.Parse(_unit["TimeoutStopSec"], CultureInfo.InvariantCulture), graceful + 10, int.MaxValue);
    }

    [Fact]
    public void WhatWouldFailAgainIsNotStartedAgain()
    {
        Assert.Equal("on-failure", _unit["Restart"]);
        Assert.Equal($"{ExitCode.Usage} {ExitCode.CannotLoad}", _unit["RestartPreventExitStatus"]);
    }

    /// <summary>.NET makes code while it runs, and asks the system for network interfaces.</summary>
    [Fact]
    public void TheRuntimeMayDoWhatItHasTo()
    {
        Assert.DoesNotContain("MemoryDenyWriteExecute", _unit.Names);
        Assert.Equal(["AF_INET", "AF_INET6", "AF_NETLINK", "AF_UNIX"], _unit["RestrictAddressFamilies"].Split(' ').Order(StringComparer.Ordinal));
    }

    [ProgramFact("systemd-analyze", package: "systemd")]
    public async Task SystemdFindsNothingWrongWithIt()
    {
        await File.WriteAllLinesAsync(_folder.File("hello.service"), _unit.Lines.Select(line => line.Replace("/usr/local/bin/zibai", Environment.ProcessPath, StringComparison.Ordinal)));

        await using var analyze = ChildProcess.Start(InstalledProgram.Find("systemd-analyze")!, ["verify", "--man=no", _folder.File("hello.service")]);

        Assert.True(await analyze.WaitForExitAsync() == 0 && analyze.Lines.Count == 0, analyze.ToString());
    }

    private static async Task AssertServesAsync(string address)
    {
        await using var client = await RawConnection.ConnectAsync(address);
        Assert.Equal("Hello World!", (await client.RequestAsync("GET / HTTP/1.1\r\nHost: hello\r\n\r\n")).BodyText);
    }

    /// <summary>With folders of the test's, and the sample, in the place of the system's.</summary>
    private string Here(string text) => text
        .Replace("/srv/hello", Path.Combine(BuiltApp.Repository, "samples"), StringComparison.Ordinal)
        .Replace("/run/hello", _folder.Path, StringComparison.Ordinal)
        .Replace("/var/cache/hello", _folder.Path, StringComparison.Ordinal);
}
