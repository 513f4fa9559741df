using ZiBai.Benchmarks.Load;

namespace ZiBai.Benchmarks.Tests.Load;

public sealed class ClientReportTests
{
    private const string Output = """
        Running 5s test @ http://127.0.0.1:18001/
          1 threads and 32 connections
          Thread Stats   Avg      Stdev     Max   +/- Stdev
            Latency   414.73us  346.73us  10.61ms   93.72%
            Req/Sec    79.55k     4.62k   86.51k    74.00%
          400000 requests in 5.00s, 61.95MB read
        Requests/sec:  80000.00
        Transfer/sec:     12.37MB

        zibai-load requests=400000 duration_us=5000000 p50_us=353 p99_us=1880 connect=0 read=2 write=0 status=0 timeout=1
        """;

    [Fact]
    public void FiguresAreTakenFromTheReportAndNotFromWrksOwnText()
    {
        var report = ClientReport.Parse(Output);

        Assert.Equal(400_000, report.Requests);
        Assert.Equal(80_000, report.RequestsPerSecond);
        Assert.Equal(0.353, report.P50.TotalMilliseconds, 6);
        Assert.Equal(1.88, report.P99.TotalMilliseconds, 6);
    }

    [Fact]
    public void ErrorsThatHappenedAreNamed() => Assert.Equal("read 2, timeout 1", ClientReport.Parse(Output).ErrorText);

    [Fact]
    public void WithoutErrorsThereAreNone() =>
        Assert.Empty(ClientReport.Parse(
            Output.Replace("read=2", "read=0", StringComparison.Ordinal).Replace("timeout=1", "timeout=0", StringComparison.Ordinal)).Errors);

    [Fact]
    public void AFigureThatIsMissingIsRefused() => Assert.Contains(
        "no p99_us",
        Assert.Throws<FormatException>(static () => ClientReport.Parse(Output.Replace("p99_us=1880 ", "", StringComparison.Ordinal))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void AClientWithoutAReportIsQuoted() => Assert.Contains(
        "unable to connect", Assert.Throws<FormatException>(static () => ClientReport.Parse("unable to connect to 127.0.0.1:1")).Message, StringComparison.Ordinal);

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        var report = new ClientReport(
            12, TimeSpan.FromSeconds(1.5), TimeSpan.FromMicroseconds(70), TimeSpan.FromMilliseconds(900), new Dictionary<string, long> { ["status"] = 3 });

        var read = ClientReport.Parse(report.ToLine());

        Assert.Equal(report.Errors, read.Errors);
        Assert.Equal(report, read with { Errors = report.Errors });
    }
}
