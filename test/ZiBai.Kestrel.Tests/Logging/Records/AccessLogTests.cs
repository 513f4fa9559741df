using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ZiBai.Logging.Records;
using ZiBai.Testing;

namespace ZiBai.Tests.Logging.Records;

public sealed class AccessLogTests : IDisposable
{
    private readonly LogSink _sink = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _written = [];
    private readonly AccessLog _log;
    private Action<RequestRecord>? _onWrite;

    public AccessLogTests()
    {
        _log = new AccessLog(_sink.CreateLogger("access"), _sink.CreateLogger("error"), [], _time, record =>
        {
            _onWrite?.Invoke(record);
            _written.Add(record.Target);
        });
    }

    [Fact]
    public void WhoeverAddsARecordDoesNotWriteIt()
    {
        Add("/1");

        Assert.Empty(_written);
    }

    [Fact]
    public async Task RecordsAreWrittenTogetherAndInOrderAMomentLater()
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _onWrite = record => written.TrySetResult();
        Add("/1", "/2", "/3");

        // The queue's reader may not have come to its wait yet.
        while (!written.Task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        _log.Dispose();
        Assert.Equal(["/1", "/2", "/3"], _written);
    }

    [Fact]
    public void WhatWaitsAtTheEndIsWritten()
    {
        Add("/1", "/2");

        _log.Dispose();

        Assert.Equal(["/1", "/2"], _written);
    }

    [Fact]
    public void ARecordBehindTheEndIsWrittenAtOnce()
    {
        _log.Dispose();

        Add("/late");

        Assert.Equal(["/late"], _written);
    }

    [Fact]
    public void NoneIsLostWhereMoreComeThanAreWritten()
    {
        string[] targets = [.. Enumerable.Range(0, 20_000).Select(static number => $"/{number}")];

        Add(targets);
        Assert.InRange(_written.Count, 1, targets.Length);
        _log.Dispose();

        Assert.Equal(targets, _written);
    }

    [Fact]
    public void ALoggerThatFailsLosesNoOtherRecordAndIsTold()
    {
        _onWrite = static record => Assert.NotEqual("/2", record.Target);
        Add("/1", "/2", "/3");

        _log.Dispose();

        Assert.Equal(["/1", "/3"], _written);
        var told = Assert.Single(_sink.Entries);
        Assert.Equal(("error", LogLevel.Error, "An access record could not be written: \"- /2 -\" 0"), (told.Category, told.Level, told.Message));
        Assert.NotNull(told.Exception);
    }

    public void Dispose()
    {
        _log.Dispose();
        _sink.Dispose();
    }

    private void Add(params string[] targets)
    {
        foreach (var target in targets)
        {
            _log.Add(new RequestRecord([], []) { Target = target });
        }
    }
}
