using System.Text;
using ZiBai.Process.Tests.Samples;
using ZiBai.Process.Tests.Stopping;

namespace ZiBai.Process.Tests.Supervision;

public sealed class LogLineTests
{
    [Fact]
    public async Task LinesOfAllProcessesAreWholeWhereStandardErrorIsAFile()
    {
        using var folder = new TempFolder();
        var log = folder.File("error.log");
        await File.WriteAllTextAsync(log, "");
        await using var reader = ChildProcess.Start("tail", ["-n", "+1", "-f", log]);
        string[] arguments = Served.Arguments("probe:Pid", "-p 2 --before-serve probe:SayingBeforeServe --before-died probe:SayingBeforeDied");
        await using var tool = ChildProcess.Start(
            "sh",
            ["-c", $"exec \"$0\" \"$@\" 2>'{log}'", Path.Combine(AppContext.BaseDirectory, "zibai"), .. arguments],
            new Dictionary<string, string?> { ["DOTNET_ROOT"] = BuiltProgram.DotnetRoot });

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
        const int Clients = 8;
        const int Requests = 200;
        await using var server = await Supervised.StartAsync("probe:Pid", "-p 2");
        var target = "/" + new string('a', 1000);
        var request = new LoadRequest(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: test\r\n\r\n"));
        KeepAliveClient[] clients = [.. Enumerable.Range(0, Clients).Select(_ => new KeepAliveClient(server.Address, _ => request))];
        using var stop = new CancellationTokenSource();
        Task[] running = [.. clients.Select(client => Task.Run(() => client.RunAsync(stop.Token)))];
        await Task.WhenAll(clients.Select(static client => client.ReachAsync(Requests))).WaitAsync(Timeouts.ProcessStart);
        await stop.CancelAsync();
        await Task.WhenAll(running).WaitAsync(Timeouts.Default);

        Assert.Equal(0, await server.EndAsync());
        Assert.All(server.Tool.Stdout.Split('\n'), line => Assert.Matches($@"^[0-9-]{{10}} [0-9:,]{{12}} INFO ""GET {target} HTTP/1\.1"" 200$", line));
        Assert.Equal(clients.Sum(static client => client.Answered), server.Tool.Stdout.Split('\n').Length);
    }
}
