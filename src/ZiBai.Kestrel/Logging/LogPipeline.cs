using Serilog;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;
using ZiBai.Logging.Configuration;

namespace ZiBai.Logging;

/// <summary>The sinks of one opening, and what records go through on their way to them. Reopening makes another.</summary>
internal sealed class LogPipeline : IDisposable
{
    private readonly Dictionary<string, Logger> _loggers = [];
    private readonly List<Logger> _sinks = [];
    private readonly ManualResetEventSlim _isLeft = new();
    private int _writing;
    private int _isEnded;

    private LogPipeline()
    {
    }

    /// <summary>Opens what a configuration says.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="standardOutput">Takes access records where nothing else is said. Stays the caller's, as the other does.</param>
    /// <param name="standardError">Takes all others.</param>
    /// <exception cref="LoggingConfigurationException">Something cannot be opened; what was is closed again.</exception>
    public static LogPipeline Create(LoggingConfiguration configuration, ILogEventSink standardOutput, ILogEventSink standardError)
    {
        var pipeline = new LogPipeline();
        var problems = new ConfigurationProblems(configuration.Path ?? "");
        var forAll = pipeline.Open(configuration, null, problems);
        foreach (var name in LoggerNames.All)
        {
            var usual = name == LoggerNames.Access ? standardOutput : standardError;
            IReadOnlyList<ILogEventSink> sinks = pipeline.Open(configuration, name, problems) ?? forAll ?? (IReadOnlyList<ILogEventSink>)[usual];
            pipeline._loggers.Add(name, Logger(configuration, name, sinks, problems));
        }

        if (!problems.AreNone)
        {
            pipeline.Dispose();
            problems.ThrowIfAny();
        }

        return pipeline;
    }

    /// <summary>Writes a record, unless the sinks are closed or about to be.</summary>
    /// <param name="logger">Whose record it is. What is none of the four goes the way of <see cref="LoggerNames.Main"/>.</param>
    /// <param name="record">The record.</param>
    /// <returns>Whether it was written.</returns>
    public bool TryWrite(string? logger, LogEvent record)
    {
        Interlocked.Increment(ref _writing);
        try
        {
            if (Volatile.Read(ref _isEnded) != 0)
            {
                return false;
            }

            (logger is not null && _loggers.TryGetValue(logger, out var own) ? own : _loggers[LoggerNames.Main]).Write(record);
            return true;
        }
        finally
        {
            if (Interlocked.Decrement(ref _writing) == 0 && Volatile.Read(ref _isEnded) != 0)
            {
                _isLeft.Set();
            }
        }
    }

    /// <summary>Closes the sinks, once the records that are being written are.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isEnded, 1) != 0)
        {
            return;
        }

        if (Interlocked.CompareExchange(ref _writing, 0, 0) != 0)
        {
            _isLeft.Wait();
        }

        foreach (var logger in _loggers.Values.Concat(_sinks))
        {
            try
            {
                logger.Dispose();
            }
            catch (Exception exception)
            {
                // Told as what a sink says while it is written to. That a disk is full is no reason not to close the others, or not to end.
                SelfLog.WriteLine($"A sink could not be closed: {exception.Message}");
            }
        }
    }

    /// <summary>Opens the sinks of a section; null if it names none, not even an empty list.</summary>
    private Logger[]? Open(LoggingConfiguration configuration, string? name, ConfigurationProblems problems)
    {
        var section = name is null ? configuration.ForAll : configuration.Of(name);
        if (section?["WriteTo"] is null)
        {
            return null;
        }

        Logger[] sinks = [.. new SerilogSettings(configuration.AssembliesOf(name), problems).OpenSinks(section)];
        _sinks.AddRange(sinks);
        return sinks;
    }

    private static Logger Logger(LoggingConfiguration configuration, string name, IReadOnlyList<ILogEventSink> sinks, ConfigurationProblems problems)
    {
        var logger = new LoggerConfiguration().MinimumLevel.Verbose();
        if (configuration.ForAll is { } forAll)
        {
            new SerilogSettings(configuration.AssembliesOf(null), problems).ApplyEnrichment(logger, forAll);
        }

        if (configuration.Of(name) is { } own)
        {
            new SerilogSettings(configuration.AssembliesOf(name), problems).ApplyEnrichment(logger, own);
        }

        return sinks.Aggregate(logger, static (made, sink) => made.WriteTo.Sink(new Kept(sink))).CreateLogger();
    }

    /// <summary>A sink that is not closed with a logger that writes to it.</summary>
    private sealed class Kept(ILogEventSink sink) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => sink.Emit(logEvent);
    }
}
