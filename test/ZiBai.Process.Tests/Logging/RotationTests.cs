using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ZiBai.Process.Tests.Stopping;
using ZiBai.Process.Tests.Supervision;

namespace ZiBai.Process.Tests.Logging;

/// <summary>Logs are rotated as logrotate does it, by a new name and a signal, while clients are served: every request answered has one whole line.</summary>
public sealed partial class RotationTests : IDisposable
{
    private const int Clients = 8;
    private const int Rotations = 6;

    private readonly TempFolder _folder = new();
    private int _rotations;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-p 0", "", false)]
    [InlineData("-p 0", ", \"buffered\": true", false)]
    [InlineData("-p 0", ", \"shared\": true", false)]
    [InlineData("-p 2", "", true)]
    [InlineData("-p 2", ", \"rollingInterval\": \"Infinite\", \"rollOnFileSizeLimit\": true", true)]
    public async Task EachRequestHasOneWholeLineInOneOfTheFiles(string options, string argument, bool restarts)
    {
        await File.WriteAllTextAsync(
            _folder.File("logging.json"),
            $"{{ \"zibai.access\": {{ \"WriteTo\": [ {{ \"Name\": \"File\", \"Args\": {{ \"path\": \"{_folder.File("access.log")}\"{argument} }} }} ] }} }}");
        await using var server = await Supervised.StartAsync("probe:Pid", $"{options} --logging-config-filepath {_folder.File("logging.json")}");
        KeepAliveClient[] clients = [.. Enumerable.Range(0, Clients).Select(client => new KeepAliveClient(server.Address, number => Request(client, number)))];
        using var stop = new CancellationTokenSource();
        Task[] running = [.. clients.Select(client => Task.Run(() => client.RunAsync(stop.Token)))];
        try
        {
            await GoOnAsync(clients);
            for (var rotation = 0; rotation < Rotations; rotation++)
            {
                if (restarts && rotation == Rotations / 2)
                {
                    // Rotated meanwhile too: also those that come and those that go have to hear of it.
                    server.Tool.Signal(ChildSignal.Hup);
                    await RotateAsync(server, clients);
                    await server.LineAsync("All workers replaced, 2 in ");
                }
                else
                {
                    await RotateAsync(server, clients);
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
        }

        await Task.WhenAll(running).WaitAsync(Timeouts.Default);
        Assert.Equal(0, await server.EndAsync());
        Assert.Empty(clients.SelectMany(static client => client.Lost));
        Assert.DoesNotMatch("WARNING|ERROR", server.Tool.Stderr);

        string[][] files = [.. Directory.GetFiles(_folder.Path, "access*").Select(File.ReadAllLines)];
        Assert.Equal(Rotations + 1, files.Length);
        Assert.All(files, static lines => Assert.NotEmpty(lines));
        string[] lines = [.. files.SelectMany(static lines => lines)];
        Assert.All(lines, static line => Assert.Matches(WholeLine(), line));
        Assert.Equal(lines.Length, lines.Select(static line => WholeLine().Match(line).Groups[1].Value).Distinct().Count());
        Assert.Equal(clients.Sum(static client => client.Answered), lines.Length);
    }

    private static LoadRequest Request(int client, int number) =>
        new(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET /{client}/{number} HTTP/1.1\r\nHost: test\r\n\r\n")));

    private static Task GoOnAsync(KeepAliveClient[] clients) =>
        Task.WhenAll(clients.Select(static client => client.ReachAsync(client.Answered + 50))).WaitAsync(Timeouts.ProcessStart);

    /// <summary>Rotates, and has clients go on until one of their lines is in the new file.</summary>
    private async Task RotateAsync(Supervised server, KeepAliveClient[] clients)
    {
        var log = _folder.File("access.log");
        File.Move(log, _folder.File($"access.log.{++_rotations}"));
        await server.SignalAsync(ChildSignal.Usr1, "INFO SIGUSR1: reopening the log files");
        using var timer = new CancellationTokenSource(Timeouts.Default);
        do
        {
            Assert.False(timer.IsCancellationRequested, $"Nothing is written to the new file.\n{server}");
            await GoOnAsync(clients);
        }
        while (new FileInfo(log) is not { Exists: true, Length: > 0 });
    }

    [GeneratedRegex(@"^[0-9-]{10} [0-9:,]{12} INFO ""GET (/[0-9]+/[0-9]+) HTTP/1\.1"" 200$")]
    private static partial Regex WholeLine();
}
