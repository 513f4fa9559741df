using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace ZiBai.Logging;

/// <summary>The default line: <c>2026-01-31 12:00:00,123 INFO message</c>, with the level names of the Python original.</summary>
internal sealed class LineFormatter : ITextFormatter
{
    private readonly MessageTemplateTextFormatter _message = new("{Message:lj}{NewLine}{Exception}", CultureInfo.InvariantCulture);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write(logEvent.Timestamp.ToString("yyyy-MM-dd HH:mm:ss,fff ", CultureInfo.InvariantCulture));
        output.Write(logEvent.Level switch
        {
            LogEventLevel.Verbose or LogEventLevel.Debug => "DEBUG ",
            LogEventLevel.Information => "INFO ",
            LogEventLevel.Warning => "WARNING ",
            LogEventLevel.Error => "ERROR ",
            _ => "CRITICAL ",
        });
        _message.Format(logEvent, output);
    }
}
