using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace ZiBai.Tests.Architecture;

/// <summary>Event ids and names are for those who filter logs and raise alarms: each stands for one event, for good.</summary>
public sealed class LogEventTests
{
    private static readonly (string Folder, MethodInfo Method, LoggerMessageAttribute Event)[] _events =
    [
        .. from type in typeof(ZiBaiServer).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
           where attribute is not null
           select (type.Namespace!.Split('.').ElementAtOrDefault(1) ?? "", method, attribute),
    ];

    [Fact]
    public void ThereAreEvents() => Assert.NotEmpty(_events);

    [Fact]
    public void NoEventIdIsUsedTwice() => Assert.Empty(Twice(static one => one.Event.EventId.ToString(CultureInfo.InvariantCulture)));

    [Fact]
    public void NoEventNameIsUsedTwice() => Assert.Empty(Twice(static one => one.Event.EventName ?? "(none)"));

    [Fact]
    public void EveryEventHasAName() => Assert.All(_events, static one => Assert.False(string.IsNullOrEmpty(one.Event.EventName), one.Method.Name));

    [Theory]
    [InlineData("Environ", 1)]
    [InlineData("Adapter", 2)]
    [InlineData("Logging", 3)]
    [InlineData("Worker", 4)]
    [InlineData("Supervision", 5)]
    public void AFoldersEventsAreOfOneThousand(string folder, int thousand)
    {
        var ids = _events.Where(one => one.Folder == folder).Select(static one => one.Event.EventId).ToArray();

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Equal(thousand, id / 1000));
    }

    [Fact]
    public void NoTwoFoldersShareAThousand() => Assert.All(
        _events.GroupBy(static one => one.Event.EventId / 1000),
        static thousand => Assert.Single(thousand.Select(static one => one.Folder).Distinct()));

    [Fact]
    public void NoFolderHasEventsOfTwoThousands() => Assert.All(
        _events.GroupBy(static one => one.Folder),
        static folder => Assert.Single(folder.Select(static one => one.Event.EventId / 1000).Distinct()));

    private static IEnumerable<string> Twice(Func<(string Folder, MethodInfo Method, LoggerMessageAttribute Event), string> key) =>
        _events.GroupBy(key).Where(static group => group.Count() > 1).Select(static group =>
            $"{group.Key}: {string.Join(", ", group.Select(static one => $"{one.Method.DeclaringType!.Name}.{one.Method.Name}"))}");
}
