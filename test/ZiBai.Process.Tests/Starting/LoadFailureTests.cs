using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ZiBai.Process.Tests.Starting;

public sealed class LoadFailureTests
{
    [Fact]
    public async Task ModuleThatIsNotThereIsToldWithWhereItWasLookedFor()
    {
        using var folder = new TempFolder();
        await using var tool = ZiBaiTool.Start(["nosuch:App", "--app-dir", folder.Path, "-l", "127.0.0.1:0"]);
        await tool.WaitForExitAsync(Timeouts.ProcessStart);

        var error = await AssertFailedAsync(tool);
        Assert.Contains("nosuch", error, StringComparison.Ordinal);
        Assert.Contains(folder.Path, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MemberThatIsNotThereIsToldWithTheNearestName()
    {
        await using var tool = await Served.FailAsync("hello:Apq");

        Assert.Contains("No 'Apq' in ", await AssertFailedAsync(tool), StringComparison.Ordinal);
        Assert.Contains("Did you mean hello:App?", tool.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MemberOfAnotherShapeIsToldWithTheShapeFoundAndThoseAccepted()
    {
        await using var tool = await Served.FailAsync("probe:OfNoShape");

        await AssertFailedAsync(tool);
        Assert.Contains("Found: int Probe.Unservable.OfNoShape(string text).", tool.Stderr, StringComparison.Ordinal);
        Assert.Contains("IEnumerable<ReadOnlyMemory<byte>>", tool.Stderr, StringComparison.Ordinal);
        Assert.Contains("IAsyncEnumerable<ReadOnlyMemory<byte>>", tool.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StaticInitialiserThatThrowsIsToldOnceWithItsStackTrace()
    {
        await using var tool = await Served.FailAsync("probe:NeverStarts");

        await AssertFailedAsync(tool);
        Assert.Single(Regex.Matches(tool.Stderr, "no database at hand"));
        Assert.Contains("   at Probe.Broken.Connect()", tool.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeforeServeThatThrowsIsAFailedStart()
    {
        using var folder = new TempFolder();
        await using var tool = await Served.FailAsync(
            "hello:App", $"--before-serve {ProbeHook("ThrowingBeforeServe")}", ProbeFile(folder));

        Assert.Contains("before_serve", await AssertFailedAsync(tool), StringComparison.Ordinal);
        Assert.Single(Regex.Matches(tool.Stderr, "before_serve went wrong"));
    }

    [Theory]
    [InlineData("--before-serve")]
    [InlineData("--before-graceful-exit")]
    [InlineData("--before-died")]
    public async Task HookThatIsNotThereIsAFailedStart(string option)
    {
        await using var tool = await Served.FailAsync("hello:App", $"{option} hello:NoSuchHook");

        Assert.Contains("NoSuchHook", await AssertFailedAsync(tool), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnixSocketOfAFailedStartIsRemoved()
    {
        using var folder = new TempFolder();
        await using var tool = await Served.FailAsync("hello:Missing", $"-l unix:{folder.Socket("a.sock")}");

        Assert.Equal(3, tool.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private static string ProbeHook(string name) => $"{Path.Combine(BuiltApp.Folder("probe"), "probe.dll")}:{name}";

    private static Dictionary<string, string?> ProbeFile(TempFolder folder) => new() { ["PROBE_FILE"] = folder.File("record") };

    /// <summary>Exit code 3, one line that says why, nothing on standard output, and nothing left listening.</summary>
    private static async Task<string> AssertFailedAsync(ChildProcess tool)
    {
        Assert.Equal(3, tool.ExitCode);
        Assert.Empty(tool.Stdout);
        var address = Assert.Single(ZiBaiTool.ListenAddresses(tool));
        await Assert.ThrowsAsync<SocketException>(() => RawConnection.ConnectAsync(address));
        return Assert.Single(tool.Lines, line => line.Text.StartsWith("zibai: error: ", StringComparison.Ordinal)).Text;
    }
}
