using System.Globalization;

namespace ZiBai.Process.Tests.Supervision;

/// <summary>What supervisor, workers and what those start have of each other.</summary>
public sealed class IsolationTests
{
    [LinuxFact]
    public async Task OptionsReachWorkersNeitherByTheirArgumentsNorByTheirEnvironment()
    {
        await using var server = await Supervised.StartAsync("probe:Environ", "-p 2 --url-prefix /s3cret --before-died probe:SayingBeforeDied");

        Assert.Equal("SCRIPT_NAME=/s3cret", (await server.GetAsync("/s3cret/?SCRIPT_NAME")).BodyText);
        Assert.Contains("s3cret", SystemProcess.CommandLine(server.Pid), StringComparison.Ordinal);
        Assert.All(server.Serving, static worker =>
        {
            Assert.DoesNotMatch("s3cret|probe", SystemProcess.CommandLine(worker));
            Assert.DoesNotMatch("s3cret|probe|SayingBeforeDied", SystemProcess.StartEnvironment(worker));
        });
    }

    [LinuxFact]
    public async Task TheSupervisorLoadsNeitherTheAppNorTheWebServer()
    {
        await using var server = await Supervised.StartAsync("probe:Pid", "-p 2 --watchfiles *.dll");
        await server.RollAsync();

        // That it is seen here if it is there is shown by the workers. An app is read into memory: whoever loads one has the library that apps see.
        Assert.All(server.Serving, static worker => Assert.Equal(["Microsoft.AspNetCore.Server.Kestrel.Core.dll", "ZiBai.Abstractions.dll"], Loaded(worker)));
        Assert.Empty(Loaded(server.Pid));

        static string[] Loaded(int pid) => [.. SystemProcess.MappedFiles(pid).Select(Path.GetFileName)
            .Where(static name => name is "ZiBai.Abstractions.dll" or "Microsoft.AspNetCore.Server.Kestrel.Core.dll").Distinct().Order()!];
    }

    [LinuxFact]
    public async Task WorkersInheritTheListeningSocketsAndStandardStreamsAlone()
    {
        using var folder = new TempFolder();
        await using var server = await Supervised.StartAsync("probe:Pid", $"-p 3 -l 127.0.0.1:0 -l unix:{folder.Socket("a.sock")}");
        await RollWithOpenConnectionAsync(server);

        string[] standard = [.. SystemProcess.Descriptors(server.Pid).Where(static each => each.Key <= 2).Select(static each => each.Value), .. Everybodys()];
        int[] all = [server.Pid, .. server.Serving];
        string[][] shared =
        [
            .. all.SelectMany((one, at) => all.Skip(at + 1).Select(other => Unique(one).Intersect(Unique(other)).Except(standard).Order().ToArray())),
        ];

        // Whichever two are compared: the two sockets, and nothing else, neither a channel of another worker nor a connection.
        Assert.Equal(2, shared[0].Length);
        Assert.All(shared[0], static socket => Assert.StartsWith("socket:[", socket, StringComparison.Ordinal));
        Assert.All(shared, pair => Assert.Equal(shared[0], pair));
    }

    [LinuxFact]
    public async Task WhatAnAppStartsInheritsNeitherSocketsNorTheChannel()
    {
        await using var server = await Supervised.StartAsync("probe:Spawn", "-p 1");
        var child = int.Parse((await server.GetAsync()).BodyText, CultureInfo.InvariantCulture);
        try
        {
            Assert.DoesNotContain(SystemProcess.Descriptors(child), static each => each.Key > 2 && !Everybodys().Contains(each.Value));
            Assert.DoesNotContain("ZIBAI_WORKER", SystemProcess.StartEnvironment(child), StringComparison.Ordinal);

            // It has the streams, which are the supervisor's own, and does not keep the worker's end from being seen.
            var mark = server.Mark;
            SystemProcess.Signal(Assert.Single(server.Serving), ChildSignal.Kill);
            await server.NextServingAsync(mark);
        }
        finally
        {
            SystemProcess.Signal(child, ChildSignal.Kill);
        }

        Assert.Equal(0, await server.EndAsync());
    }

    /// <summary>What this process has, and so may whatever it starts: where it was started itself, somebody may have left descriptors to all.</summary>
    private static IEnumerable<string> Everybodys() => SystemProcess.Descriptors(Environment.ProcessId).Values;

    /// <summary>The descriptors of a process by what they are, where that has an identity.</summary>
    private static IEnumerable<string> Unique(int pid) =>
        SystemProcess.Descriptors(pid).Values.Where(static target => target.StartsWith("socket:[", StringComparison.Ordinal) || target.StartsWith("pipe:[", StringComparison.Ordinal));

    private static async Task RollWithOpenConnectionAsync(Supervised server)
    {
        await using var client = await RawConnection.ConnectAsync(ZiBaiTool.ListenAddresses(server.Tool)[0]);
        await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
        await server.RollAsync();
    }
}
