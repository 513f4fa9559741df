using System.Text.RegularExpressions;
using ZiBai.Process.Tests.Stopping;

namespace ZiBai.Process.Tests.Supervision;

public sealed class LogLineTests
{
    private const int Clients = 8;

    /// <summary>Their lines, 7 KB or 60 bytes long, fit into the queue of one process, even if it should answer all: 4 MiB.</summary>
    private const int Requests = 960;

    private static readonly string _longTarget = "/" + new string('a', 7000);
    private static readonly string _accessLine = $@"^[0-9-]{{10}} [0-9:,]{{12}} INFO ""GET ({_longTarget}|/) HTTP/1\.1"" 200$";

    /// <summary>What the app is asked for it says on wsgi.errors.</summary>
    private static readonly string _errorLine = $"^[0-9-]{{10}} [0-9:,]{{12}} ERROR entered ({_longTarget}|/)$";

    [Fact]
    public async Task LinesOfAllProcessesAreWholeWhereStandardErrorIsAFile()
    {
        using var folder = new TempFolder();
        var log = folder.File("error.log");
        await File.WriteAllTextAsync(log, "");
        await using var reader = ChildProcess.Start("tail", ["-n", "+1", "-f", log]);
        await using var tool = Redirected.Start($"2>'{log}'", "probe:Pid", "-p 2 --before-serve probe:SayingBeforeServe --before-died probe:SayingBeforeDied");

        await reader.WaitForLineAsync(" Ready$", timeout: Timeouts.ProcessStart);
        tool.Signal(ChildSignal.Term);
        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));

        var lines = await File.ReadAllLinesAsync(log);
        Assert.All(lines, static line => Assert.Matches(@"^(?:[0-9-]{10} [0-9:,]{12} INFO \S.*|before_(?:serve|died) in [0-9]+)$", line));
        Assert.Matches("INFO Listening on ", lines[0]);
        Assert.Matches("INFO Stopped$", lines[^1]);
        foreach (var (text, times) in new[] { (" started", 2), (" serves, ", 2), ("before_serve in ", 2), (" Ready", 1), ("before_died in ", 2), (" has left: ", 2) })
        {
            Assert.Equal(times, lines.Count(line => line.Contains(text, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task AccessLinesOfSeveralWorkersAreWholeHoweverLong()
    {
        using var folder = new TempFolder();
        var pipe = await Redirected.MakePipeAsync(folder, "stdout");
        await using var tool = Redirected.Start($">'{pipe}'", "probe:Pid", "-p 4");
        using var reader = await Redirected.OpenAsync(pipe);
        await ZiBaiTool.WaitUntilReadyAsync(tool);
        var address = Assert.Single(ZiBaiTool.ListenAddresses(tool));

        // Nobody reads until all is answered: the pipe is full, and several workers have many lines for each place in it that a read makes.
        await RequestAllAsync(address);
        var lines = await ReadLinesAsync(reader, Requests);
        tool.Signal(ChildSignal.Term);
        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        lines.AddRange((await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(Requests, lines.Count);
        Assert.All(lines, static line => Assert.Matches(_accessLine, line));
        Assert.Equal(Requests / 2, lines.Count(static line => line.Length > _longTarget.Length));
        Assert.DoesNotContain(" dropped", tool.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinesAreWholeWhereStandardErrorIsStandardOutput()
    {
        using var folder = new TempFolder();
        var pipe = await Redirected.MakePipeAsync(folder, "both");
        await using var tool = Redirected.Start($">'{pipe}' 2>&1", "probe:ForBody", "-p 2");
        using var reader = await Redirected.OpenAsync(pipe);
        var address = await Redirected.ReadUntilReadyAsync(reader).WaitAsync(Timeouts.ProcessStart);

        await RequestAllAsync(address);
        var lines = await ReadLinesAsync(reader, 2 * Requests);
        tool.Signal(ChildSignal.Term);
        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));

        Assert.Equal(Requests, lines.Count(static line => Regex.IsMatch(line, _accessLine)));
        Assert.Equal(Requests, lines.Count(static line => Regex.IsMatch(line, _errorLine)));
    }

    /// <summary>A process then waits for one pipe while it has the other, and another process the other way round.</summary>
    [Fact]
    public async Task LinesAreWholeInBothPipesWhereBothAreFull()
    {
        using var folder = new TempFolder();
        var (output, error) = (await Redirected.MakePipeAsync(folder, "stdout"), await Redirected.MakePipeAsync(folder, "stderr"));
        await using var tool = Redirected.Start($">'{output}' 2>'{error}'", "probe:ForBody", "-p 4");
        using var outputReader = await Redirected.OpenAsync(output);
        using var errorReader = await Redirected.OpenAsync(error);
        var address = await Redirected.ReadUntilReadyAsync(errorReader).WaitAsync(Timeouts.ProcessStart);

        await RequestAllAsync(address);
        var lines = await Task.WhenAll(ReadLinesAsync(outputReader, Requests), ReadLinesAsync(errorReader, Requests));
        tool.Signal(ChildSignal.Term);
        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));

        Assert.All(lines[0], static line => Assert.Matches(_accessLine, line));
        Assert.All(lines[1], static line => Assert.Matches(_errorLine, line));
        Assert.Equal((Requests, Requests), (lines[0].Count, lines[1].Count));
    }

    /// <summary>Every second one with a target that makes a line longer than what a pipe takes in one piece.</summary>
    private static Task RequestAllAsync(string address) => Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
    {
        for (var request = 0; request < Requests / Clients; request++)
        {
            // A connection for each, so that all workers get some.
            await using var connection = await RawConnection.ConnectAsync(address);
            var target = request % 2 == 0 ? _longTarget : "/";
            Assert.Equal(200, (await connection.RequestAsync($"GET {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")).StatusCode);
        }
    })).WaitAsync(Timeouts.ProcessStart);

    private static async Task<List<string>> ReadLinesAsync(TextReader reader, int count)
    {
        List<string> lines = [];
        while (lines.Count < count && await reader.ReadLineAsync().WaitAsync(Timeouts.Default) is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }
}
