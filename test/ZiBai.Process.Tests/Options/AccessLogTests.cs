using System.Text.RegularExpressions;

namespace ZiBai.Process.Tests.Options;

public sealed partial class AccessLogTests
{
    [Fact]
    public async Task EachRequestIsALineOnStandardOutput()
    {
        await using var server = await Served.StartAsync("hello:App");
        await server.GetAsync("/a%20b?c=d");
        await server.EndAsync();

        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO ""GET /a%20b\?c=d HTTP/1\.1"" 200$", server.Tool.Stdout);
    }

    [Fact]
    public async Task FailedRequestIsOneRecordAndOnStandardError()
    {
        await using var server = await Served.StartAsync("errors:App");
        await server.GetAsync("/throws-before-start");
        await server.EndAsync();

        Assert.Empty(server.Tool.Stdout);
        Assert.Single(ErrorLine().Matches(server.Tool.Stderr));
    }

    [Fact]
    public async Task NoAccessLogWritesNothingOnStandardOutput()
    {
        await using var server = await Served.StartAsync("hello:App", "--no-access-log");
        await server.GetAsync();
        await server.EndAsync();

        Assert.Empty(server.Tool.Stdout);
    }

    [Fact]
    public async Task OtherLogLinesAreOnStandardErrorInTheSameForm()
    {
        await using var server = await Served.StartAsync("hello:App");
        await server.EndAsync();

        Assert.Empty(server.Tool.Stdout);
        Assert.All(server.Tool.Lines, line => Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO \S", line.Text));
    }

    [GeneratedRegex(@" ERROR ""GET /throws-before-start HTTP/1\.1"" 500\r?\n    System\.")]
    private static partial Regex ErrorLine();
}
