using System.Globalization;

namespace ZiBai.Process.Tests.Supervision;

/// <summary>The promise above all others: under constant load no request is lost, whatever has workers replaced.</summary>
public sealed class LossTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public enum Front
    {
        Tcp,
        Unix,
        NginxOverTcp,
        NginxOverUnix,
    }

    public static TheoryData<Front> Fronts => Nginx.Executable is null ? [Front.Tcp, Front.Unix] : [Front.Tcp, Front.Unix, Front.NginxOverTcp, Front.NginxOverUnix];

    [Theory]
    [MemberData(nameof(Fronts))]
    public Task TwentySighupsHalfASecondApart(Front front) => LosesNothing(front, "probe:Mirror", "-p 2", TwentySighupsAsync);

    [Theory]
    [InlineData("-p 2")]
    [InlineData("-p 2 --no-gevent")]
    public Task TwentySighupsHalfASecondApartWithAnAppThatSleeps(string options) =>
        LosesNothing(Front.Tcp, "probe:SlowMirror", options, TwentySighupsAsync);

    [Theory]
    [MemberData(nameof(Fronts))]
    public Task RequestCaps(Front front) => LosesNothing(front, "probe:Mirror", "-p 2 --max-request-pre-process 200", SomeCapsAsync);

    [Theory]
    [InlineData("")]
    [InlineData("--no-gevent")]
    public Task RequestCapsWithAnAppThatSleeps(string options) =>
        LosesNothing(Front.Unix, "probe:SlowMirror", $"-p 2 --max-request-pre-process 200 {options}", SomeCapsAsync);

    [Theory]
    [MemberData(nameof(Fronts))]
    public Task WorkersThatComeAndGo(Front front) => LosesNothing(front, "probe:Mirror", "-p 1", async (server, load) =>
    {
        for (var round = 0; round < 2; round++)
        {
            await server.NextServingAsync(await server.SignalAsync(ChildSignal.Ttin, "SIGTTIN: workers from now on: 2$"));
            await server.NextServingAsync(await server.SignalAsync(ChildSignal.Ttin, "SIGTTIN: workers from now on: 3$"));
            await load.GoOnAsync();
            await server.SignalAsync(ChildSignal.Ttou, "SIGTTOU: workers from now on: 2$");
            var mark = await server.SignalAsync(ChildSignal.Ttou, "SIGTTOU: workers from now on: 1$");
            await server.LineAsync(" has left: it exited with code 0$", await server.LineAsync(" has left: it exited with code 0$", mark));
        }
    });

    [Theory]
    [MemberData(nameof(Fronts))]
    public async Task TouchedFiles(Front front)
    {
        using var copy = new AppCopy("probe");
        await LosesNothing(front, "probe:Mirror", "-p 2 --watchfiles *.dll", async (server, load) =>
        {
            for (var touch = 0; touch < 3; touch++)
            {
                var mark = server.Mark;
                copy.Touch("probe.dll");
                await server.LineAsync("All workers replaced, 2 in ", await server.LineAsync("probe.dll has changed: replacing the workers one by one, 2 in all", mark));
                await load.GoOnAsync();
            }
        }, copy.Folder);
    }

    [Fact]
    public Task SigtermToOneWorkerAfterAnother() => LosesNothing(Front.Tcp, "probe:Mirror", "-p 2", async (server, load) =>
    {
        for (var round = 0; round < 4; round++)
        {
            var (worker, mark) = (server.Serving[0], server.Mark);
            SystemProcess.Signal(worker, ChildSignal.Term);
            await server.NextServingAsync(mark);
            await server.LineAsync($@"\(pid {worker}\) has left: it exited with code 0$", mark);
            await load.GoOnAsync();
        }
    });

    public void Dispose() => _folder.Dispose();

    private static async Task TwentySighupsAsync(Supervised server, Load load)
    {
        // Half a second is what the promise is about; nothing is waited for by it.
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var signal = 0; signal < 20; signal++)
        {
            server.Tool.Signal(ChildSignal.Hup);
            await pause.WaitForNextTickAsync();
        }

        // Each of them has been heard by now, and is answered once the last restart it asked for is over.
        var mark = await server.SignalAsync(ChildSignal.Usr1, "SIGUSR1: ");
        while (!IsAtRest(out _))
        {
            mark = await server.LineAsync("All workers replaced, |: replacing the workers one by one, 2 in all", mark);
        }

        IsAtRest(out var restarts);
        Assert.InRange(restarts, 2, 20);

        bool IsAtRest(out int begun)
        {
            string[] lines = [.. server.Tool.Lines.Select(static line => line.Text)];
            var lastBegun = Array.FindLastIndex(lines, static line => line.EndsWith(": replacing the workers one by one, 2 in all", StringComparison.Ordinal));
            begun = lines.Count(static line => line.EndsWith(": replacing the workers one by one, 2 in all", StringComparison.Ordinal));
            return !lines.Skip(lastBegun).Any(static line => line.EndsWith(": replacing them once more after this restart", StringComparison.Ordinal))
                && lines.Skip(lastBegun).Any(static line => line.Contains("All workers replaced, ", StringComparison.Ordinal));
        }
    }

    private static async Task SomeCapsAsync(Supervised server, Load load)
    {
        var mark = server.Tool.Lines[0];
        for (var retired = 0; retired < 6; retired++)
        {
            mark = await server.LineAsync(@" requests, as many as --max-request-pre-process allows: replacing it$", mark);
            mark = await server.LineAsync(" has left: it exited with code 0$", mark);
        }
    }

    private async Task LosesNothing(Front front, string app, string options, Func<Supervised, Load, Task> happens, string? appDir = null)
    {
        var listen = front is Front.Unix or Front.NginxOverUnix ? $"-l unix:{_folder.Socket("a.sock")}" : "-l 127.0.0.1:0";
        await using var server = await Supervised.StartAsync(app, $"{options} {listen} --no-access-log", appDir: appDir);
        await using var nginx = front is Front.NginxOverTcp or Front.NginxOverUnix
            ? await Nginx.StartAsync(server.Address.Replace("http://", "", StringComparison.Ordinal))
            : null;
        using var load = await Load.StartAsync(nginx?.Address ?? server.Address);

        await happens(server, load);
        var lost = await load.StopAsync();

        Assert.True(lost.Count == 0, string.Create(
            CultureInfo.InvariantCulture, $"{lost.Count} lost beside {load.Answered} answered:\n{string.Join('\n', lost)}\n{server}\n{nginx?.Process}"));
        Assert.DoesNotMatch("Aborting|ERROR|WARNING|killing", server.Tool.Stderr);
        Assert.Equal(0, await server.EndAsync());
        if (nginx is not null)
        {
            Assert.DoesNotContain(nginx.AccessLog, static line => !line.EndsWith(" 200 200", StringComparison.Ordinal));
        }
    }
}
