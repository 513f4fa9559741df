using System.Globalization;
using Microsoft.Extensions.Logging;

namespace ZiBai.Testing;

/// <summary>One record of a log. <c>State</c> holds the template's values by name, as structured loggers get them.</summary>
public sealed record LogEntry(
    string Category,
    LogLevel Level,
    EventId EventId,
    string Message,
    Exception? Exception,
    IReadOnlyDictionary<string, object?> State);

/// <summary>Records what is logged through Microsoft.Extensions.Logging, for tests to look at and to wait for.</summary>
public sealed class LogSink : ILoggerProvider
{
    private readonly Recorder<LogEntry> _entries = new();

    /// <summary>What was logged until now, in order.</summary>
    public IReadOnlyList<LogEntry> Entries => _entries.Items;

    /// <summary>The first record that matches, logged already or still to come.</summary>
    /// <exception cref="TimeoutException">None came in time; the message shows those that did.</exception>
    public Task<LogEntry> WaitForAsync(Func<LogEntry, bool> predicate, TimeSpan? timeout = null) =>
        _entries.WaitForAsync(0, predicate, timeout ?? Timeouts.Default, why => new TimeoutException(
            $"No matching log record came {why}. Logged so far:\n{this}"));

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public override string ToString() => string.Join('\n', Entries.Select(entry => string.Create(
        CultureInfo.InvariantCulture,
        $"  {entry.Level} {entry.Category}[{entry.EventId.Id}] {entry.Message}{(entry.Exception is null ? "" : $" ({entry.Exception})")}")));

    public void Dispose()
    {
    }

    private sealed class Logger(LogSink sink, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var (name, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
            {
                values[name] = value;
            }

            var entry = new LogEntry(category, logLevel, eventId, formatter(state, exception), exception, values);
            sink._entries.Add(_ => entry);
        }
    }
}
