using Serilog;
using Serilog.Core;
using Serilog.Events;
using ZiBai.Logging.Configuration;

namespace ZiBai.Logging;

/// <summary>The sinks of one opening, and what records go through on their way to them. Reopening makes another.</summary>
internal sealed class LogPipeline : IDisposable
{
    private readonly Dictionary<string, Logger> _loggers = [];
    private readonly ManualResetEventSlim _isLeft = new();
    private Logger? _forAll;
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
        pipeline._forAll = configuration.ForAll is { } forAll ? OpenForAll(configuration, forAll, problems) : null;
        foreach (var name in LoggerNames.All)
        {
            ILogEventSink usual = name == LoggerNames.Access ? standardOutput : standardError;
            pipeline._loggers.Add(name, pipeline.Open(configuration, name, new Kept(usual), problems));
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

        foreach (var logger in _loggers.Values)
        {
            logger.Dispose();
        }

        _forAll?.Dispose();
    }

    private static Logger OpenForAll(LoggingConfiguration configuration, ConfigurationPart section, ConfigurationProblems problems)
    {
        var logger = new LoggerConfiguration().MinimumLevel.Verbose();
        new SerilogSettings(configuration.AssembliesOf(null), problems).ApplySinks(logger, section);
        return logger.CreateLogger();
    }

    private Logger Open(LoggingConfiguration configuration, string name, Kept usual, ConfigurationProblems problems)
    {
        var logger = new LoggerConfiguration().MinimumLevel.Verbose();
        if (configuration.ForAll is { } forAll)
        {
            new SerilogSettings(configuration.AssembliesOf(null), problems).ApplyEnrichment(logger, forAll);
        }

        var own = configuration.Of(name);
        if (own is not null)
        {
            var settings = new SerilogSettings(configuration.AssembliesOf(name), problems);
            settings.ApplyEnrichment(logger, own);
            settings.ApplySinks(logger, own);
        }

        if (own?["WriteTo"] is null)
        {
            logger.WriteTo.Sink(usual);
        }

        return (_forAll is null ? logger : logger.WriteTo.Sink(new Kept(_forAll))).CreateLogger();
    }

    /// <summary>A sink that outlives those who write to it.</summary>
    private sealed class Kept(ILogEventSink sink) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => sink.Emit(logEvent);
    }
}
