using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
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

    private static readonly JsonDerivedTypeAttribute[] _registered = [.. typeof(ControlMessage).GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false)];

    [Fact]
    public void EveryKindIsRegistered() =>
        Assert.Equal(_kinds.Select(static kind => kind.Name).Order(), _registered.Select(static one => one.DerivedType.Name).Order());

    [Fact]
    public void NoTwoKindsShareAName() => Assert.Distinct(_registered.Select(static one => (string)one.TypeDiscriminator!));

    [Fact]
    public void ThereIsAnExampleOfEveryKind() =>
        Assert.Equal(_kinds.Select(static kind => kind.Name).Order(), _oneOfEach.Select(static message => message.GetType().Name).Order());

    [Fact]
    public void EveryKindSurvivesTheWayThroughJson() => Assert.All(_oneOfEach, static message =>
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(message, ControlJson.Default.ControlMessage);
        var read = JsonSerializer.Deserialize(text, ControlJson.Default.ControlMessage);

        // Lists are compared by what they hold, which is what the text shows.
        Assert.IsType(message.GetType(), read);
        Assert.Equal(text, JsonSerializer.SerializeToUtf8Bytes(read, ControlJson.Default.ControlMessage));
        if (message is not StartServing)
        {
            Assert.Equal(message, read);
        }
    });

    [Fact]
    public void WhatAWorkerIsToServeSurvivesWhole()
    {
        var start = _oneOfEach.OfType<StartServing>().Single();
        var text = JsonSerializer.SerializeToUtf8Bytes<ControlMessage>(start, ControlJson.Default.ControlMessage);
        var read = Assert.IsType<StartServing>(JsonSerializer.Deserialize(text, ControlJson.Default.ControlMessage));

        Assert.Equal(start.Options.Listen, read.Options.Listen);
        Assert.Equal(start.Sockets, read.Sockets);
        Assert.Equal(start.Built, read.Built);
        Assert.Equal(start, read with { Options = read.Options with { Listen = start.Options.Listen }, Sockets = start.Sockets, Built = start.Built });
    }
}
