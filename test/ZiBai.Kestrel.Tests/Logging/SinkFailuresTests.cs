using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Serilog.Debugging;
using ZiBai.Logging;
using ZiBai.Testing;

namespace ZiBai.Tests.Logging;

public sealed class SinkFailuresTests : IDisposable
{
    private readonly LogSink _log = new();
    private readonly FakeTimeProvider _time = new();
    private readonly SinkFailures _failures;

    public SinkFailuresTests()
    {
        _failures = new SinkFailures(_log.CreateLogger("zibai"), _time);
    }

    private IEnumerable<string> Told => _log.Entries.Select(static entry => entry.Message);

    [Fact]
    public void OneKindIsToldOnceAMinuteWithHowManyThereWere()
    {
        _failures.Tell("record 1 of a.log: disk full");
        _failures.Tell("record 2 of a.log: disk full");
        _time.Advance(TimeSpan.FromSeconds(59));
        _failures.Tell("record 31 of a.log: disk full");
        _failures.Tell("server gone");
        Assert.Equal(["A log sink has failed: record 1 of a.log: disk full", "A log sink has failed: server gone"], Told);

        _time.Advance(TimeSpan.FromSeconds(1));
        _failures.Tell("record 4 of a.log: disk full");

        Assert.Equal("A log sink has failed: record 4 of a.log: disk full (and 2 times more since it was last told)", Told.Last());
        Assert.All(_log.Entries, static entry => Assert.Equal(LogLevel.Warning, entry.Level));
    }

    [Fact]
    public void AtTheEndItIsToldHowManyMoreThereWere()
    {
        _failures.Tell("record 1 of a.log: disk full");
        _failures.Tell("record 2 of a.log: disk full");
        _failures.Tell("record 3 of a.log: disk full");
        _failures.Tell("server gone");

        _failures.Dispose();
        _failures.Dispose();

        Assert.Equal(["A log sink has failed 2 times more since it was last told: record  of a.log: disk full"], Told.Skip(2));
    }

    [Fact]
    public void HoweverManyKindsThereAreTheyStayFew()
    {
        for (var kind = 0; kind < 1000; kind++)
        {
            _failures.Tell($"kind {new string('a', kind)}");
        }

        Assert.Equal(101, Told.Count());
    }

    [Fact]
    public void WhatSerilogSaysIsToldInOneLineWithoutItsTime()
    {
        var text = Guid.NewGuid().ToString();
        _failures.Listen();

        SelfLog.WriteLine(text + "\n   at Somewhere()");

        Assert.Contains($"A log sink has failed: {text}", Told);
    }

    [Fact]
    public void WhatIsSaidWhileALogIsOpenedIsGatheredInstead()
    {
        var text = Guid.NewGuid().ToString();
        _failures.Listen();

        Assert.Equal([text], SinkFailures.During(() => SelfLog.WriteLine(text)));

        Assert.DoesNotContain(Told, told => told.Contains(text, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _failures.Dispose();
        _log.Dispose();
    }
}
