using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ZiBai;

public sealed class ZiBaiOptionsJsonTests
{
    private static readonly ZiBaiOptions _everySet = new()
    {
        App = "hello:App",
        Call = true,
        Validate = true,
        Debug = true,
        DebugAnywhere = true,
        Listen = ["[::1]:80", "unix:a.sock"],
        Subprocess = 2,
        NoGevent = true,
        MaxWorkers = 3,
        Watchfiles = "*.cs",
        Backlog = 4,
        SocketTimeout = TimeSpan.FromSeconds(1.5),
        DualstackIPv6 = true,
        UnixSocketPerms = UnixFileMode.UserRead | UnixFileMode.OtherWrite,
        H11MaxIncompleteEventSize = 5,
        MaxRequestPreProcess = 6_000_000_000,
        MaxRequestJitter = 9_000_000_000,
        BootTimeout = TimeSpan.FromSeconds(3.5),
        PingTimeout = TimeSpan.FromSeconds(4.5),
        GracefulExitTimeout = TimeSpan.FromSeconds(2.5),
        UrlScheme = "https",
        UrlPrefix = "/shop",
        MaxRequestBodySize = 7_000_000_000,
        MaxConnections = 8,
        HeaderMap = HeaderMap.Dangerous,
        ForwardedAllowIps = "10.0.0.0/8",
        ForwardedHops = 9,
        BeforeServe = "a:B",
        BeforeGracefulExit = "c:D",
        BeforeDied = "e:F",
        NoAccessLog = true,
        AccessLogFormat = "json",
        LogLevel = LogLevel.Warning,
        LoggingConfigFilepath = "log.json",
        AppDir = "/srv",
        Reload = true,
        Config = "zibai.json",
        CheckConfig = true,
    };

    [Fact]
    public void EveryMemberSurvivesTheWayThroughJson()
    {
        var read = JsonSerializer.Deserialize<ZiBaiOptions>(JsonSerializer.Serialize(_everySet))!;

        Assert.Equal(_everySet.Listen, read.Listen);
        Assert.Equal(_everySet, read with { Listen = _everySet.Listen });
    }

    [Fact]
    public void TheExampleSetsEveryMemberButTheAnswer()
    {
        var defaults = new ZiBaiOptions();
        var unset = typeof(ZiBaiOptions).GetProperties()
            .Where(property => Equals(property.GetValue(_everySet), property.GetValue(defaults))).Select(property => property.Name);

        Assert.Equal([nameof(ZiBaiOptions.Answer)], unset);
    }

    [Fact]
    public void AnAnswerIsNotWritten() =>
        Assert.DoesNotContain("Answer", JsonSerializer.Serialize(new ZiBaiOptions { Answer = new(2, "x") }), StringComparison.Ordinal);
}
