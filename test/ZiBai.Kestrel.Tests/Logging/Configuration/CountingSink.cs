using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;

namespace ZiBai.Tests.Logging.Configuration;

/// <summary>What a sink of somebody else's is given. It knows when it is used in a way that no sink may be.</summary>
internal sealed class CountingSink : ILogEventSink, IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<string> _records = [];
    private bool _isDisposed;

    /// <summary>Every one that was made, by the name that it was given.</summary>
    public static readonly System.Collections.Concurrent.ConcurrentDictionary<string, System.Collections.Concurrent.ConcurrentQueue<CountingSink>> Made = new();

    public CountingSink(string name)
    {
        Made.GetOrAdd(name, static _ => new()).Enqueue(this);
    }

    public IReadOnlyList<string> Records
    {
        get
        {
            lock (_lock)
            {
                return [.. _records];
            }
        }
    }

    public bool IsDisposed
    {
        get
        {
            lock (_lock)
            {
                return _isDisposed;
            }
        }
    }

    public int TooLate { get; private set; }

    public void Emit(LogEvent logEvent)
    {
        lock (_lock)
        {
            TooLate += _isDisposed ? 1 : 0;
            _records.Add(logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
        }
    }
}

/// <summary>The methods by which Serilog finds the sinks of this assembly.</summary>
public static class TestSinks
{
    public static LoggerConfiguration Counting(this LoggerSinkConfiguration sinks, string name)
    {
        ArgumentNullException.ThrowIfNull(sinks);
        return sinks.Sink(new CountingSink(name));
    }

    public static LoggerConfiguration Failing(this LoggerSinkConfiguration sinks) => throw new InvalidOperationException("no such server\nsecond line");
}
