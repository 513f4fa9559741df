using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace ZiBai.Tests.Architecture;

/// <summary>Event ids and names are for those who filter logs and raise alarms: each stands for one event, for good.</summary>
public sealed class LogEventTests
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // Most are written by generated methods; records of requests, whose fields are as many as are asked for, by hand.
    private static readonly (string Folder, MemberInfo Member, EventId Event)[] _events =
    [
        .. from type in typeof(ZiBaiServer).Assembly.GetTypes()
           from member in type.GetMembers(Any)
           let id = IdOf(member)
           where id is not null
           select (type.Namespace!.Split('.').ElementAtOrDefault(1) ?? "", member, id.Value),
    ];

    [Fact]
    public void ThereAreEvents() => Assert.NotEmpty(_events);

    [Fact]
    public void NoEventIdIsUsedTwice() => Assert.Empty(Twice(static one => one.Event.Id.ToString(CultureInfo.InvariantCulture)));

    [Fact]
    public void NoEventNameIsUsedTwice() => Assert.Empty(Twice(static one => one.Event.Name ?? "(none)"));

    [Fact]
    public void EveryEventHasAName() => Assert.All(_events, static one => Assert.False(string.IsNullOrEmpty(one.Event.Name), one.Member.Name));

    [Theory]
    [InlineData("Environ", 1)]
    [InlineData("Adapter", 2)]
    [InlineData("Logging", 3)]
    [InlineData("Worker", 4)]
    [InlineData("Supervision", 5)]
    public void AFoldersEventsAreOfOneThousand(string folder, int thousand)
    {
        var ids = _events.Where(one => one.Folder == folder).Select(static one => one.Event.Id).ToArray();

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Equal(thousand, id / 1000));
    }

    [Fact]
    public void NoTwoFoldersShareAThousand() => Assert.All(
        _events.GroupBy(static one => one.Event.Id / 1000),
        static thousand => Assert.Single(thousand.Select(static one => one.Folder).Distinct()));

    [Fact]
    public void NoFolderHasEventsOfTwoThousands() => Assert.All(
        _events.GroupBy(static one => one.Folder),
        static folder => Assert.Single(folder.Select(static one => one.Event.Id / 1000).Distinct()));

    private static EventId? IdOf(MemberInfo member) => member switch
    {
        FieldInfo { IsStatic: true } field when field.FieldType == typeof(EventId) => (EventId)field.GetValue(null)!,
        MethodInfo method when method.GetCustomAttribute<LoggerMessageAttribute>() is { } attribute => new EventId(attribute.EventId, attribute.EventName),
        _ => null,
    };

    private static IEnumerable<string> Twice(Func<(string Folder, MemberInfo Member, EventId Event), string> key) =>
        _events.GroupBy(key).Where(static group => group.Count() > 1).Select(static group =>
            $"{group.Key}: {string.Join(", ", group.Select(static one => $"{one.Member.DeclaringType!.Name}.{one.Member.Name}"))}");
}
