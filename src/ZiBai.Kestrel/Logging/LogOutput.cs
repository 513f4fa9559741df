using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace ZiBai.Logging;

/// <summary>Sets the loggers up: access records go to standard output, everything else to standard error.</summary>
internal static class LogOutput
{
    /// <summary>Makes the loggers of one process. Disposing the factory writes out what is left.</summary>
    public static ILoggerFactory Create()
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)

            // A failed start is reported by who asked for it, in one line.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting", LogEventLevel.Fatal)
            .WriteTo.Conditional(IsAccess, sinks => sinks.Sink(OutputSink.ToStandardOutput(new LogFormatter(isColoured: TerminalColours.AreWantedOn(1)))))
            .WriteTo.Conditional(static record => !IsAccess(record), sinks => sinks.Sink(OutputSink.ToStandardError(new LogFormatter(isColoured: TerminalColours.AreWantedOn(2)))))
            .CreateLogger();
        return new SerilogLoggerFactory(logger, dispose: true);
    }

    private static bool IsAccess(LogEvent record) =>
        record.Properties.TryGetValue(Constants.SourceContextPropertyName, out var source)
        && source is ScalarValue { Value: LoggerNames.Access };
}
