using Serilog.Events;

namespace ZiBai.Logging;

/// <summary>The names of levels as the original, and Python, print them.</summary>
internal static class LevelName
{
    public static string Of(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "DEBUG",
        LogEventLevel.Information => "INFO",
        LogEventLevel.Warning => "WARNING",
        LogEventLevel.Error => "ERROR",
        _ => "CRITICAL",
    };
}
