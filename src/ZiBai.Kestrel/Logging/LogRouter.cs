using Serilog.Core;
using Serilog.Events;
using ZiBai.Logging.Configuration;

namespace ZiBai.Logging;

/// <summary>Where all records of a process come together, for as long as it lives: hands each to the sinks that are open at that time.</summary>
internal sealed class LogRouter : ILogEventSink
{
    private readonly Lock _replacing = new();
    private readonly Dictionary<string, LoggingLevelSwitch> _levels;
    private LogPipeline _current;

    /// <param name="first">What is open at first. Becomes the router's.</param>
    /// <param name="levels">From which level on each logger writes.</param>
    public LogRouter(LogPipeline first, LoggerLevels levels)
    {
        _current = first;
        _levels = LoggerNames.All.ToDictionary(static name => name, name => new LoggingLevelSwitch(levels[name]));
    }

    /// <summary>The level of one of the four loggers, now and whenever it changes.</summary>
    public LoggingLevelSwitch LevelOf(string logger) => _levels[logger];

    public void Emit(LogEvent logEvent)
    {
        var logger = NameOf(logEvent);
        if (logger is not null && _levels.TryGetValue(logger, out var level) && logEvent.Level < level.MinimumLevel)
        {
            return;
        }

        if (!Volatile.Read(ref _current).TryWrite(logger, logEvent))
        {
            // It is being replaced: what comes after it takes the record. At the end nothing does.
            lock (_replacing)
            {
                _current.TryWrite(logger, logEvent);
            }
        }
    }

    /// <summary>
    /// Closes what is open and opens another, while those who write wait: two that have one file open at a time, each with its own idea of the file's end,
    /// would write over each other's lines.
    /// </summary>
    /// <param name="levels">From which level on each logger writes then.</param>
    /// <param name="open">Opens the other.</param>
    /// <param name="instead">Opens what is always to be had, where the other fails all the same.</param>
    public void Replace(LoggerLevels levels, Func<LogPipeline> open, Func<LogPipeline> instead)
    {
        lock (_replacing)
        {
            _current.Dispose();
            LogPipeline? next = null;
            try
            {
                next = open();
            }
            finally
            {
                Volatile.Write(ref _current, next ?? instead());
            }

            foreach (var (logger, level) in _levels)
            {
                level.MinimumLevel = levels[logger];
            }
        }
    }

    /// <summary>Closes what is open. What comes later is lost.</summary>
    public void End()
    {
        lock (_replacing)
        {
            _current.Dispose();
        }
    }

    private static string? NameOf(LogEvent record) =>
        record.Properties.TryGetValue(Constants.SourceContextPropertyName, out var source) && source is ScalarValue { Value: string name } ? name : null;
}
