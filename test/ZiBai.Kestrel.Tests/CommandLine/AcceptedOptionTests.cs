using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ZiBai.CommandLine;

public sealed class AcceptedOptionTests
{
    private static readonly ZiBaiOptions _plain = new() { App = "hello:App" };

    public static TheoryData<string, ZiBaiOptions> Options() => new()
    {
        { "--call", _plain with { Call = true } },
        { "--validate", _plain with { Validate = true } },
        { "--debug", _plain with { Debug = true } },
        { "--debug -l localhost:80", _plain with { Debug = true, Listen = ["localhost:80"] } },
        { "--debug-anywhere -l :80", _plain with { Debug = true, DebugAnywhere = true, Listen = [":80"] } },
        { "--listen [::1]:80", _plain with { Listen = ["[::1]:80"] } },
        { "-l :80", _plain with { Listen = [":80"] } },
        { "-l:80", _plain with { Listen = [":80"] } },
        { "-l=:80", _plain with { Listen = [":80"] } },
        { "--listen=unix:a.sock", _plain with { Listen = ["unix:a.sock"] } },
        { "--subprocess 0", _plain },
        { "-p0", _plain },
        { "-p 4", _plain with { Subprocess = 4 } },
        { "-p4", _plain with { Subprocess = 4 } },
        { "--watchfiles *.dll;app/**/*.json", _plain with { Watchfiles = "*.dll;app/**/*.json", Subprocess = 1 } },
        { "--watchfiles **.dll -p 2", _plain with { Watchfiles = "**.dll", Subprocess = 2 } },
        { "--reload", _plain with { Reload = true, Watchfiles = "**/*.cs;**/*.csproj;**/*.dll;appsettings*.json;.env", Subprocess = 1 } },
        { "--reload -p 2 --watchfiles *.txt", _plain with { Reload = true, Watchfiles = "*.txt", Subprocess = 2 } },
        { "--check-config", _plain with { CheckConfig = true } },
        { "--boot-timeout 0.5", _plain with { BootTimeout = TimeSpan.FromMilliseconds(500) } },
        { "--boot-timeout=1000000", _plain with { BootTimeout = TimeSpan.FromSeconds(1_000_000) } },
        { "--ping-timeout 0.5", _plain with { PingTimeout = TimeSpan.FromMilliseconds(500) } },
        { "--max-requests 10 --max-request-jitter 0", _plain with { MaxRequestPreProcess = 10, MaxRequestJitter = 0 } },
        { "-p 2 --max-requests 10 --max-request-jitter=5000000000",
            _plain with { Subprocess = 2, MaxRequestPreProcess = 10, MaxRequestJitter = 5_000_000_000 } },
        { "--no-gevent", _plain with { NoGevent = true } },
        { "--max-workers 1", _plain with { MaxWorkers = 1 } },
        { "--max-workers=32767", _plain with { MaxWorkers = 32767 } },
        { "-w 4", _plain with { MaxWorkers = 4 } },
        { "-w4", _plain with { MaxWorkers = 4 } },
        { "-w=4", _plain with { MaxWorkers = 4 } },
        { "--backlog 1", _plain with { Backlog = 1 } },
        { "--socket-timeout 0.25", _plain with { SocketTimeout = TimeSpan.FromMilliseconds(250) } },
        { "--dualstack-ipv6", _plain with { DualstackIPv6 = true } },
        { "--unix-socket-perms 660", _plain with { UnixSocketPerms = Perms("660") } },
        { "--unix-socket-perms 0660", _plain with { UnixSocketPerms = Perms("660") } },
        { "--unix-socket-perms 0o660", _plain with { UnixSocketPerms = Perms("660") } },
        { "--unix-socket-perms 0", _plain with { UnixSocketPerms = UnixFileMode.None } },
        { "--unix-socket-perms 777", _plain with { UnixSocketPerms = Perms("777") } },
        { "--h11-max-incomplete-event-size 1", _plain with { H11MaxIncompleteEventSize = 1 } },
        { "--max-request-pre-process 5000000000", _plain with { MaxRequestPreProcess = 5_000_000_000 } },
        { "--max-requests 1", _plain with { MaxRequestPreProcess = 1 } },
        { "--graceful-exit-timeout 0", _plain with { GracefulExitTimeout = TimeSpan.Zero } },
        { "--graceful-exit-timeout 1.5", _plain with { GracefulExitTimeout = TimeSpan.FromMilliseconds(1500) } },
        { "--log-level debug", _plain with { LogLevel = LogLevel.Debug } },
        { "--log-level info", _plain },
        { "--log-level warning", _plain with { LogLevel = LogLevel.Warning } },
        { "--log-level error", _plain with { LogLevel = LogLevel.Error } },
        { "--log-level=critical", _plain with { LogLevel = LogLevel.Critical } },
        { "--url-scheme https", _plain with { UrlScheme = "https" } },
        { "--url-prefix /shop", _plain with { UrlPrefix = "/shop" } },
        { "--url-prefix=/shop/", _plain with { UrlPrefix = "/shop" } },
        { "--url-prefix=", _plain with { UrlPrefix = "" } },
        { "--url-prefix /", _plain with { UrlPrefix = "" } },
        { "--max-connections 1", _plain with { MaxConnections = 1 } },
        { "--max-request-body-size 5000000000", _plain with { MaxRequestBodySize = 5_000_000_000 } },
        { "--header-map drop", _plain },
        { "--header-map=dangerous", _plain with { HeaderMap = HeaderMap.Dangerous } },
        { "--forwarded-allow-ips *", _plain with { ForwardedAllowIps = "*" } },
        { "--forwarded-allow-ips=10.0.0.0/8,2001:db8::/32", _plain with { ForwardedAllowIps = "10.0.0.0/8,2001:db8::/32" } },
        { "--forwarded-allow-ips=", _plain with { ForwardedAllowIps = "" } },
        { "--forwarded-hops 2", _plain with { ForwardedHops = 2 } },
        { "--before-serve hooks:Start", _plain with { BeforeServe = "hooks:Start" } },
        { "--before-graceful-exit hooks:Drain", _plain with { BeforeGracefulExit = "hooks:Drain" } },
        { "--before-died hooks:Type.End", _plain with { BeforeDied = "hooks:Type.End" } },
        { "--no-access-log", _plain with { NoAccessLog = true } },
        { "--access-log-format combined", _plain with { AccessLogFormat = "combined" } },
        { "--app-dir /", _plain with { AppDir = "/" } },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void AnOptionIsTaken(string line, ZiBaiOptions expected)
    {
        var options = ZiBaiOptions.Parse([.. line.Split(' '), "--", "hello:App"]);

        Assert.Null(options.Answer);
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(options));
    }

    [Fact]
    public void TheAppAloneLeavesEveryDefault()
    {
        var options = ZiBaiOptions.Parse("hello:App");

        Assert.Null(options.Answer);
        Assert.Equal(JsonSerializer.Serialize(_plain), JsonSerializer.Serialize(options));
    }

    [Fact]
    public void ArgumentsMayBeSpreadAfterTheApp()
    {
        IEnumerable<string> args = ["-w", "3"];

        Assert.Equal(3, ZiBaiOptions.Parse(["Hello:App", .. args]).MaxWorkers);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("-p 3", 3)]
    public void WatchfilesRaisesSubprocessToAtLeastOne(string line, int expected)
    {
        var args = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(expected, ZiBaiOptions.Parse(["hello:App", "--watchfiles", "*.cs", .. args]).Subprocess);
    }

    [Fact]
    public void AnEmptyUrlPrefixOfItsOwnWordMeansNone() =>
        Assert.Equal("", ZiBaiOptions.Parse("hello:App", "--url-prefix", "").UrlPrefix);

    [Theory]
    [InlineData("@app:App")]
    [InlineData("[diagram]:App")]
    [InlineData("/srv/my app/hello.dll:Type.Member")]
    [InlineData("--odd:App")]
    public void WhatComesAfterTwoDashesIsTheApp(string app) => Assert.Equal(app, ZiBaiOptions.Parse("--", app).App);

    [Theory]
    [InlineData("@app:App")]
    [InlineData("zibai:App")]
    [InlineData("[suggest:App]")]
    public void AnAppThatLooksLikeSomethingOfTheParsersIsPlain(string app)
    {
        var options = ZiBaiOptions.Parse(app);

        Assert.Null(options.Answer);
        Assert.Equal(app, options.App);
    }

    private static UnixFileMode Perms(string octal) => (UnixFileMode)Convert.ToInt32(octal, 8);
}
