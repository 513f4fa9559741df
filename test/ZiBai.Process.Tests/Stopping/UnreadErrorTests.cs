using System.Text.RegularExpressions;
using ZiBai.Process.Tests.Samples;

namespace ZiBai.Process.Tests.Stopping;

/// <summary>Standard error is a pipe, as under many a service manager or container, and who is to read it has stopped doing so.</summary>
public sealed partial class UnreadErrorTests
{
    [Theory]
    [InlineData("-p 0")]
    [InlineData("-p 2")]
    public async Task ServerWhoseStandardErrorNobodyReadsServesAndStops(string options)
    {
        using var folder = new TempFolder();
        var pipe = folder.File("stderr");
        await RunAsync("mkfifo", pipe);

        // Opened for reading too: it is neither waited for nor ever closed at the other end.
        await using var tool = ChildProcess.Start(
            "sh",
            ["-c", $"exec \"$0\" \"$@\" 2<>'{pipe}'", Path.Combine(AppContext.BaseDirectory, "zibai"), .. Served.Arguments("probe:Pid", options)],
            new Dictionary<string, string?> { ["DOTNET_ROOT"] = BuiltProgram.DotnetRoot });
        var address = await ReadUntilReadyAsync(pipe).WaitAsync(Timeouts.ProcessStart);
        await FillAsync(pipe);

        await using (var client = await RawConnection.ConnectAsync(address))
        {
            Assert.Equal(200, (await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")).StatusCode);
        }

        tool.Signal(ChildSignal.Term);
        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Matches(@"""GET / HTTP/1\.1"" 200$", tool.Stdout);
    }

    /// <summary>Where it listens, as its log tells.</summary>
    private static async Task<string> ReadUntilReadyAsync(string pipe)
    {
        // Opening waits for who writes.
        using var reader = await Task.Run(() => new StreamReader(pipe));
        string? address = null;
        while (await reader.ReadLineAsync() is { } line && !line.EndsWith(" Ready", StringComparison.Ordinal))
        {
            address = ListeningLine().Match(line) is { Success: true } match ? match.Groups[1].Value : address;
        }

        return Assert.IsType<string>(address);
    }

    /// <summary>Whole pages, until no more fits: then not even one byte does.</summary>
    private static async Task FillAsync(string pipe)
    {
        await using var filler = ChildProcess.Start("dd", ["if=/dev/zero", $"of={pipe}", "bs=4096", "oflag=nonblock"], new Dictionary<string, string?> { ["LC_ALL"] = "C" });
        await filler.WaitForExitAsync();
        Assert.Contains("Resource temporarily unavailable", filler.Stderr, StringComparison.Ordinal);
    }

    private static async Task RunAsync(string program, string argument)
    {
        await using var run = ChildProcess.Start(program, [argument]);
        Assert.Equal(0, await run.WaitForExitAsync());
    }

    [GeneratedRegex(" Listening on (.+)$")]
    private static partial Regex ListeningLine();
}
