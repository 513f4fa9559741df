using ZiBai.Benchmarks.Load;
using ZiBai.Testing;

namespace ZiBai.Benchmarks.Tests.Load;

public sealed class WrkTests
{
    [Fact]
    public void TheScriptAsksWhatTheWorkSays()
    {
        var script = Wrk.Script(Work.TwentyHeaders);

        Assert.StartsWith("wrk.method = \"GET\"\n", script, StringComparison.Ordinal);
        Assert.Equal(19, script.Split("wrk.headers[").Length - 1);
        Assert.DoesNotContain("wrk.body", script, StringComparison.Ordinal);
    }

    [Fact]
    public void TheScriptHasTheBodyOfTheWork() =>
        Assert.Contains("wrk.method = \"POST\"\nwrk.body = string.rep(\"x\", 1024)\n", Wrk.Script(Work.Echo), StringComparison.Ordinal);

    [ProgramFact("wrk")]
    public async Task RealWrkReportsWhatTheServerSaw()
    {
        const int Connections = 4;
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("script.lua"), Wrk.Script(Work.TwentyHeaders));
        long seen = 0, wrong = 0;
        await using var server = await TestServer.StartAsync(context =>
        {
            Interlocked.Increment(ref seen);
            if (context.Request.Headers.Count != 20)
            {
                Interlocked.Increment(ref wrong);
            }

            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });

        await using var wrk = ChildProcess.Start("wrk", Wrk.Arguments(server.Endpoint, Connections, TimeSpan.FromSeconds(1), folder.File("script.lua")));
        Assert.Equal(0, await wrk.WaitForExitAsync());

        var report = ClientReport.Parse(wrk.Stdout);
        Assert.Equal(0, wrong);
        Assert.InRange(report.Requests, Math.Max(1, seen - Connections), seen);
        Assert.Equal(report.Requests, report.Errors["status"]);
        Assert.InRange(report.Duration, TimeSpan.FromSeconds(0.9), Timeouts.Default);
        Assert.InRange(report.P50, TimeSpan.FromMicroseconds(1), report.P99);
        Assert.InRange(report.P99, report.P50, report.Duration);
    }
}
