using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using ZiBai.Logging.Configuration;
using ZiBai.Logging.Output;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace ZiBai.Logging;

/// <summary>
/// The loggers of one process. Access records go to standard output, everything else to standard error, unless the logging configuration says otherwise.
/// Disposing writes out what is left.
/// </summary>
internal sealed partial class LogOutput : ILoggerFactory, ILogFiles
{
    private readonly ZiBaiOptions _options;
    private readonly bool _severalProcesses;
    private readonly OutputSink _standardOutput;
    private readonly OutputSink _standardError;
    private readonly LogRouter _router;
    private readonly SerilogLoggerFactory _factory;
    private readonly Logger _records;
    private readonly SerilogLoggerFactory? _ownFactory;
    private readonly SinkFailures? _failures;
    private readonly Lock _replacing = new();
    private LoggingConfiguration _configuration;

    private LogOutput(ZiBaiOptions options, bool severalProcesses, LoggingConfiguration configuration)
    {
        _options = options;
        _severalProcesses = severalProcesses;
        _configuration = configuration;
        _standardOutput = OutputSink.ToStandardOutput(new LogFormatter(options.AccessLogFormat, TerminalColours.AreWantedOn(1)));
        _standardError = OutputSink.ToStandardError(new LogFormatter(options.AccessLogFormat, TerminalColours.AreWantedOn(2)));
        try
        {
            if (configuration.Path is not null)
            {
                _ownFactory = new SerilogLoggerFactory(new LoggerConfiguration().WriteTo.Sink(new PastSinks(_standardError)).CreateLogger(), dispose: true);
                _failures = new SinkFailures(_ownFactory.CreateLogger(LoggerNames.Main), TimeProvider.System);
                _failures.Listen();
            }

            _router = new LogRouter(Open(configuration), configuration.Levels);
            _factory = new SerilogLoggerFactory(Front(configuration), dispose: true);
            _records = Records();
        }
        catch
        {
            _router?.End();
            EndOutput();
            throw;
        }
    }

    /// <summary>
    /// Takes records that are ready-made, with their logger as <c>SourceContext</c>: each goes the way of its logger, as far as the logger's level allows.
    /// The same for as long as the process lives.
    /// </summary>
    public Serilog.ILogger Logger => _records;

    /// <summary>Makes the loggers.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="severalProcesses">Whether other processes write the same files: a supervisor's and its workers'.</param>
    /// <exception cref="LoggingConfigurationException">The configuration file cannot be used, or a log not be opened.</exception>
    public static LogOutput Create(ZiBaiOptions options, bool severalProcesses) =>
        new(options, severalProcesses, LoggingConfiguration.Read(options, severalProcesses));

    public ILogger CreateLogger(string categoryName) => _factory.CreateLogger(LoggerNames.Of(categoryName));

    public void AddProvider(ILoggerProvider provider) => _factory.AddProvider(provider);

    public void Reopen()
    {
        lock (_replacing)
        {
            if (_configuration.Path is not null && Replace(_configuration) is { Count: > 0 } problems)
            {
                LogNotReopened(_factory.CreateLogger(LoggerNames.Main), string.Join("; ", problems));
            }
        }
    }

    public IReadOnlyList<string> Reread()
    {
        if (_configuration.Path is null)
        {
            return [];
        }

        lock (_replacing)
        {
            try
            {
                return Replace(LoggingConfiguration.Read(_options, _severalProcesses));
            }
            catch (LoggingConfigurationException exception)
            {
                return exception.Problems;
            }
        }
    }

    public void Dispose()
    {
        _factory.Dispose();
        _records.Dispose();
        _router.End();
        EndOutput();
    }

    private void EndOutput()
    {
        _failures?.Dispose();
        _ownFactory?.Dispose();
        _standardOutput.Dispose();
        _standardError.Dispose();
    }

    private IReadOnlyList<string> Replace(LoggingConfiguration configuration)
    {
        try
        {
            // Tried first, beside what is open: what cannot be opened changes nothing.
            Open(configuration).Dispose();
        }
        catch (LoggingConfigurationException exception)
        {
            return exception.Problems;
        }

        try
        {
            _configuration = configuration;
            _router.Replace(configuration.Levels, () => Open(configuration), OpenUsual);
        }
        catch (LoggingConfigurationException exception)
        {
            // Somebody took the folder away in this very moment. What was open is closed.
            LogNotOpened(_factory.CreateLogger(LoggerNames.Main), string.Join("; ", exception.Problems));
        }

        return [];
    }

    private LogPipeline Open(LoggingConfiguration configuration) => LogPipeline.Create(configuration, _standardOutput, _standardError);

    private LogPipeline OpenUsual() => Open(LoggingConfiguration.Read(_options with { LoggingConfigFilepath = null }, _severalProcesses));

    /// <summary>
    /// The loggers that are asked, before a record is made, whether anybody wants it. Made once: of what a configuration that is read again says, the levels
    /// of the four loggers alone matter in a process without a web server, and only there is it read again.
    /// </summary>
    private Logger Front(LoggingConfiguration configuration)
    {
        var front = new LoggerConfiguration()
            .MinimumLevel.Is(configuration.Levels.Others)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)

            // A failed start is reported by who asked for it, in one line.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting", LogEventLevel.Fatal);
        foreach (var (source, level) in configuration.Levels.Overrides)
        {
            front.MinimumLevel.Override(source, level);
        }

        if (configuration.ForAll is { } forAll)
        {
            ApplyDestructuring(front, configuration, forAll);
        }

        return WithLevels(front).WriteTo.Sink(_router).CreateLogger();
    }

    private static void ApplyDestructuring(LoggerConfiguration front, LoggingConfiguration configuration, ConfigurationPart forAll)
    {
        var problems = new ConfigurationProblems(configuration.Path!);
        new SerilogSettings(configuration.AssembliesOf(null), problems).ApplyDestructuring(front, forAll);
        problems.ThrowIfAny();
    }

    // The router sees to the levels.
    private Logger Records() => WithLevels(new LoggerConfiguration().MinimumLevel.Verbose()).WriteTo.Sink(_router).CreateLogger();

    private LoggerConfiguration WithLevels(LoggerConfiguration logger) =>
        LoggerNames.All.Aggregate(logger, (made, name) => made.MinimumLevel.Override(name, _router.LevelOf(name)));

    [LoggerMessage(3102, LogLevel.Error, "The logs could not be reopened, and go on where they are: {Problems}", EventName = "LogsNotReopened")]
    private static partial void LogNotReopened(ILogger logger, string problems);

    [LoggerMessage(3103, LogLevel.Error, "The logs could not be reopened, and go to standard output and error until they are asked for again: {Problems}",
        EventName = "LogsNotOpened")]
    private static partial void LogNotOpened(ILogger logger, string problems);

    /// <summary>Standard error without its end, which is the process's.</summary>
    private sealed class PastSinks(OutputSink output) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => output.Emit(logEvent);
    }
}
