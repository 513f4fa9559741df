using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ZiBai.Process.Tests.Stopping;

/// <summary>Standard output is a pipe, and who was to read it has stopped doing so, or has gone: <c>zibai ... | head -n 1</c>.</summary>
public sealed partial class UnreadOutputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("-p 0")]
    [InlineData("-p 2")]
    public async Task ServerWhoseStandardOutputNobodyReadsServesAndStopsAndTellsWhatWasLost(string options)
    {
        var pipe = await Redirected.MakePipeAsync(_folder, "stdout");

        // Opened for reading too: it is neither waited for nor ever closed at the other end.
        await using var tool = Redirected.Start($"1<>'{pipe}'", "probe:Pid", options);
        await ZiBaiTool.WaitUntilReadyAsync(tool);
        await Redirected.FillAsync(pipe);

        await AssertServesAndStopsAsync(tool, requests: 7);

        Assert.Equal(7, DroppedIn(tool.Stderr));
    }

    [Theory]
    [InlineData("-p 0")]
    [InlineData("-p 2")]
    public async Task ServerWhoseReaderHasGoneServesAndStopsAndTellsWhatWasLost(string options)
    {
        var pipe = await Redirected.MakePipeAsync(_folder, "stdout");
        await using var head = ChildProcess.Start("head", ["-n", "1", pipe]);
        await using var tool = Redirected.Start($">'{pipe}'", "probe:Pid", options);
        await ZiBaiTool.WaitUntilReadyAsync(tool);

        await Redirected.RequestAsync(Assert.Single(ZiBaiTool.ListenAddresses(tool)));
        Assert.Equal(0, await head.WaitForExitAsync());
        await AssertServesAndStopsAsync(tool, requests: 7);

        Assert.EndsWith(" INFO \"GET / HTTP/1.1\" 200", head.Stdout, StringComparison.Ordinal);
        Assert.Equal(7, DroppedIn(tool.Stderr));
    }

    [Theory]
    [InlineData("-p 0")]
    [InlineData("-p 2")]
    public async Task ServerWithoutStandardOutputServesAndStopsAndTellsWhatWasLost(string options)
    {
        await using var tool = Redirected.Start(">&-", "probe:Pid", options);
        await ZiBaiTool.WaitUntilReadyAsync(tool);

        await AssertServesAndStopsAsync(tool, requests: 7);

        Assert.Equal(7, DroppedIn(tool.Stderr));
    }

    /// <summary>A pipe of the runtime's own has then the number of standard error.</summary>
    [Theory]
    [InlineData("-p 0")]
    [InlineData("-p 2")]
    public async Task ServerWithNeitherStreamServesAndStops(string options)
    {
        var socket = _folder.Socket("s");
        await using var tool = Redirected.Start(">&- 2>&-", "probe:Pid", $"{options} -l unix:{socket}");
        await WaitUntilAcceptedAsync($"unix:{socket}");

        await Redirected.RequestAsync($"unix:{socket}");
        tool.Signal(ChildSignal.Term);

        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
    }

    [Fact]
    public async Task ServerWhoseBothStreamsAreOnePipeWithoutAReaderServesAndStops()
    {
        var pipe = await Redirected.MakePipeAsync(_folder, "both");
        await using var tool = Redirected.Start($">'{pipe}' 2>&1", "probe:Pid", "-p 2");
        string address;
        using (var reader = await Redirected.OpenAsync(pipe))
        {
            address = await Redirected.ReadUntilReadyAsync(reader).WaitAsync(Timeouts.ProcessStart);
        }

        await Redirected.RequestAsync(address);
        tool.Signal(ChildSignal.Term);

        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task AssertServesAndStopsAsync(ChildProcess tool, int requests)
    {
        var address = Assert.Single(ZiBaiTool.ListenAddresses(tool));
        for (; requests > 0; requests--)
        {
            await Redirected.RequestAsync(address);
        }

        tool.Signal(ChildSignal.Term);
        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
    }

    /// <summary>What all processes have told.</summary>
    private static int DroppedIn(string log) =>
        DroppedLine().Matches(log).Sum(static match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    /// <summary>Nothing but this tells that it serves.</summary>
    private static async Task WaitUntilAcceptedAsync(string address)
    {
        using var timer = new CancellationTokenSource(Timeouts.ProcessStart);
        while (true)
        {
            try
            {
                await using var accepted = await RawConnection.ConnectAsync(address);
                return;
            }
            catch (SocketException) when (!timer.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }

    [GeneratedRegex("^[0-9-]{10} [0-9:,]{12} WARNING ([0-9]+) log lines? w(?:as|ere) dropped, since nobody read standard output$", RegexOptions.Multiline)]
    private static partial Regex DroppedLine();
}
