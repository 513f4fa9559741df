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
        output.Write(LevelName.Of(logEvent.Level));
        output.Write(' ');
        _message.Format(logEvent, output);
    }

    /// <summary>Writes what an exception says, if there is one, below its record.</summary>
    public static void WriteException(LogEvent logEvent, TextWriter output)
    {
        if (logEvent.Exception is { } exception)
        {
            output.WriteLine(exception.ToString());
        }
    }
}
