using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using ZiBai.Logging.Records;
using ZiBai.Response;

namespace ZiBai.Logging;

/// <summary>
/// The default line: <c>2026-01-31 12:00:00,123 INFO message</c>, with the level names of the Python original. Nothing that a message or an exception says
/// can pass for a record: of a message no character ends the line, and the lines of an exception, below it, are indented.
/// </summary>
internal sealed class LineFormatter : ITextFormatter
{
    private const string Indent = "    ";

    private readonly MessageTemplateTextFormatter _message = new("{Message:lj}", CultureInfo.InvariantCulture);
    private readonly bool _isColoured;

    // Most records are of the same second as the one before. Replaced whole: several threads format at once.
    private FormattedSecond _second = new(-1, "");

    /// <param name="isColoured">Whether the level's name is coloured, for a terminal.</param>
    public LineFormatter(bool isColoured = false)
    {
        _isColoured = isColoured;
    }

    public void Format(LogEvent logEvent, TextWriter output)
    {
        WriteHead(logEvent, output);
        using (var message = new EscapingWriter(output))
        {
            _message.Format(logEvent, message);
        }

        output.WriteLine();
        WriteException(logEvent, output);
    }

    /// <summary>Writes what stands before the message: the time and the level.</summary>
    public void WriteHead(LogEvent logEvent, TextWriter output)
    {
        WriteTime(logEvent.Timestamp, output);
        if (_isColoured)
        {
            output.Write(ColourOf(logEvent.Level));
        }

        output.Write(LevelName.Of(logEvent.Level));
        output.Write(_isColoured ? "\e[0m " : " ");
    }

    /// <summary>Writes what an exception says, if there is one, below its record.</summary>
    public static void WriteException(LogEvent logEvent, TextWriter output)
    {
        if (logEvent.Exception is { } exception)
        {
            WriteIndented(ExceptionText.Of(exception), output);
        }
    }

    private void WriteTime(DateTimeOffset time, TextWriter output)
    {
        var second = _second;
        if (second.Number != time.Ticks / TimeSpan.TicksPerSecond)
        {
            _second = second = new(time.Ticks / TimeSpan.TicksPerSecond, time.ToString("yyyy-MM-dd HH:mm:ss,", CultureInfo.InvariantCulture));
        }

        output.Write(second.Text);
        var milliseconds = time.Millisecond;
        output.Write([(char)('0' + (milliseconds / 100)), (char)('0' + (milliseconds / 10 % 10)), (char)('0' + (milliseconds % 10)), ' ']);
    }

    private static string ColourOf(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "\e[2m",
        LogEventLevel.Information => "\e[32m",
        LogEventLevel.Warning => "\e[33m",
        LogEventLevel.Error => "\e[31m",
        _ => "\e[1;31m",
    };

    /// <summary>Writes lines below a record, so that none can pass for one.</summary>
    public static void WriteIndented(string text, TextWriter output)
    {
        // Each character that anybody takes for the end of a line ends one here.
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            output.Write(Indent);
            WriteWithTabs(line, output);
            output.WriteLine();
        }
    }

    private static void WriteWithTabs(ReadOnlySpan<char> line, TextWriter output)
    {
        int tab;
        while ((tab = line.IndexOf('\t')) >= 0)
        {
            Printable.Write(output, line[..tab]);
            output.Write('\t');
            line = line[(tab + 1)..];
        }

        Printable.Write(output, line);
    }

    private sealed record FormattedSecond(long Number, string Text);
}
