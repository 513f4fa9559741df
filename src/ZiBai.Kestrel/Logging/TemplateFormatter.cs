using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using ZiBai.Logging.Records;
using ZiBai.Response;

namespace ZiBai.Logging;

/// <summary>
/// Serilog's output template, as a file or a console has one, with our promise kept: what a client sends ends no line and no quotes, and the lines of an
/// exception pass for no record.
/// </summary>
internal sealed class TemplateFormatter : ITextFormatter
{
    private readonly MessageTemplateTextFormatter _text;

    /// <param name="outputTemplate">The template.</param>
    public TemplateFormatter(string outputTemplate)
    {
        _text = new MessageTemplateTextFormatter(outputTemplate, CultureInfo.InvariantCulture);
    }

    public void Format(LogEvent logEvent, TextWriter output) => _text.Format(Safe(logEvent), output);

    private static LogEvent Safe(LogEvent record)
    {
        // Quotes are there to be quoted in a line about a request; elsewhere they are the text's own.
        var isRecord = RequestRecord.IsOne(record.MessageTemplate.Text);
        var properties = new Dictionary<string, LogEventPropertyValue>();
        foreach (var (name, value) in record.Properties)
        {
            properties[name] = value is ScalarValue { Value: string text }
                ? new ScalarValue(isRecord ? Quotable.Escape(Printable.Escape(text)) : Printable.Escape(text))
                : value;
        }

        return LogEvent.UnstableAssembleFromParts(
            record.Timestamp,
            record.Level,
            record.Exception is { } exception ? new IndentedException(exception) : null,
            record.MessageTemplate,
            properties,
            record.TraceId ?? default,
            record.SpanId ?? default);
    }

    private sealed class IndentedException(Exception exception) : Exception(exception.Message, exception)
    {
        public override string ToString()
        {
            var text = new StringWriter(CultureInfo.InvariantCulture);
            LineFormatter.WriteIndented(ExceptionText.Of(InnerException!), text);
            return text.ToString().TrimEnd('\r', '\n');
        }
    }
}
