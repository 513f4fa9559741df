using Microsoft.Extensions.Logging;

namespace ZiBai.Process.Tests.Testing;

public sealed partial class LogSinkTests : IDisposable
{
    private readonly LogSink _sink = new();

    [Fact]
    public void EntryHasAllThatWasLogged()
    {
        var error = new InvalidOperationException("why");
        Retiring(_sink.CreateLogger("ZiBai.Worker"), 7, error);

        var entry = Assert.Single(_sink.Entries);
        Assert.Equal(("ZiBai.Worker", LogLevel.Warning, 1234, "Retiring"), (entry.Category, entry.Level, entry.EventId.Id, entry.EventId.Name));
        Assert.Equal("Worker 7 retires", entry.Message);
        Assert.Equal(7, entry.State["WorkerIndex"]);
        Assert.Same(error, entry.Exception);
    }

    [Fact]
    public async Task WaitEndsWithTheRecordWaitedFor()
    {
        var logger = _sink.CreateLogger("A");
        Retiring(logger, 1, null);
        var waiting = _sink.WaitForAsync(entry => entry.State["WorkerIndex"] is 2);
        Assert.False(waiting.IsCompleted);
        Retiring(logger, 2, null);

        Assert.Equal("Worker 2 retires", (await waiting).Message);
    }

    [Fact]
    public async Task WaitThatFailsShowsWhatWasLogged()
    {
        Retiring(_sink.CreateLogger("A"), 1, null);

        var error = await Assert.ThrowsAsync<TimeoutException>(() => _sink.WaitForAsync(_ => false, TimeSpan.FromMilliseconds(1)));

        Assert.Contains("Warning A[1234] Worker 1 retires", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _sink.Dispose();

    [LoggerMessage(1234, LogLevel.Warning, "Worker {WorkerIndex} retires", EventName = "Retiring")]
    private static partial void Retiring(ILogger logger, int workerIndex, Exception? error);
}
