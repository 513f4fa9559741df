using ZiBai.Control;

namespace ZiBai.Tests.Control;

public sealed class ControlMessageTests
{
    private static readonly ControlMessage[] _oneOfEach =
    [
        new StartServing(
            new ZiBaiOptions
            {
                App = "hello:App",
                Listen = ["unix:/run/a b.sock", "[::1]:80"],
                Subprocess = 3,
                MaxRequestPreProcess = 5_000_000_000,
                PingTimeout = TimeSpan.FromMilliseconds(1),
                UnixSocketPerms = UnixFileMode.GroupWrite,
                HeaderMap = HeaderMap.Dangerous,
                AppDir = "/srv/\u96ea",
            },
            Index: 2,
            Workers: 3,
            ["7", "9"],
            TimeSpan.FromMilliseconds(250),
            new Dictionary<string, BuiltModule> { ["hello"] = new("/srv/hello.cs", "/srv/cache/0.dll") }),
        new WorkersChanged(4),
        new ReopenLogs(),
        new BeginDrain(IsEnd: true),
        new Quit(),
        new Ready(),
        new StartFailed(3, "no \"such\"\nmodule \ud83d\ude00", "   at A.B()\r\n"),
        new Heartbeat(long.MaxValue, 2, 3),
        new Retiring(5_000_000_000),
        new AsksToLeave("SIGTERM"),
        new StoppedAccepting(),
    ];

    private static readonly Type[] _kinds = [.. typeof(ControlMessage).Assembly.GetTypes().Where(static type => type.BaseType == typeof(ControlMessage))];

    [Fact]
    public void EveryKindIsRegistered() =>
        Assert.Equal(_kinds.Select(static kind => kind.Name).Order(), ControlJson.Names.Keys.Select(static kind => kind.Name).Order());

    [Fact]
    public void NoTwoKindsShareAName() => Assert.Distinct(ControlJson.Names.Values);

    [Fact]
    public void ThereIsAnExampleOfEveryKind() =>
        Assert.Equal(_kinds.Select(static kind => kind.Name).Order(), _oneOfEach.Select(static message => message.GetType().Name).Order());

    [Fact]
    public void EveryKindSurvivesTheWayThroughJson() => Assert.All(_oneOfEach, static message =>
    {
        var text = ControlJson.Write(message);
        var read = ControlJson.Read(text);

        // Lists are compared by what they hold, which is what the text shows.
        Assert.IsType(message.GetType(), read);
        Assert.Equal(text, ControlJson.Write(read));
        if (message is not StartServing)
        {
            Assert.Equal(message, read);
        }
    });

    [Fact]
    public void WhatAWorkerIsToServeSurvivesWhole()
    {
        var start = _oneOfEach.OfType<StartServing>().Single();
        var read = Assert.IsType<StartServing>(ControlJson.Read(ControlJson.Write(start)));

        Assert.Equal(start.Options.Listen, read.Options.Listen);
        Assert.Equal(start.Sockets, read.Sockets);
        Assert.Equal(start.Built, read.Built);
        Assert.Equal(start, read with { Options = read.Options with { Listen = start.Options.Listen }, Sockets = start.Sockets, Built = start.Built });
    }
}
