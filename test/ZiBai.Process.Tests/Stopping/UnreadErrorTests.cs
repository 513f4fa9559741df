namespace ZiBai.Process.Tests.Stopping;

/// <summary>Standard error is a pipe, as under many a service manager or container, and who is to read it has stopped doing so.</summary>
public sealed class UnreadErrorTests
{
    [Theory]
    [InlineData("-p 0")]
    [InlineData("-p 2")]
    public async Task ServerWhoseStandardErrorNobodyReadsServesAndStops(string options)
    {
        using var folder = new TempFolder();
        var pipe = await Redirected.MakePipeAsync(folder, "stderr");

        // Opened for reading too: it is neither waited for nor ever closed at the other end.
        await using var tool = Redirected.Start($"2<>'{pipe}'", "probe:Pid", options);
        string address;
        using (var reader = await Redirected.OpenAsync(pipe))
        {
            address = await Redirected.ReadUntilReadyAsync(reader).WaitAsync(Timeouts.ProcessStart);
        }

        await Redirected.FillAsync(pipe);

        await using (var client = await RawConnection.ConnectAsync(address))
        {
            Assert.Equal(200, (await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")).StatusCode);
        }

        tool.Signal(ChildSignal.Term);
        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Matches(@"""GET / HTTP/1\.1"" 200$", tool.Lines[0].Text);
        Assert.All(tool.Lines.Skip(1), static line => Assert.Matches(" WARNING [0-9]+ log lines? w(as|ere) dropped, since nobody read standard error$", line.Text));
        Assert.InRange(tool.Lines.Count, 2, 4);
    }
}
