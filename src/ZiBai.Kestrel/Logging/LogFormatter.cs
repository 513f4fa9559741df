using Serilog.Events;
using Serilog.Formatting;
using ZiBai.Logging.Records;

namespace ZiBai.Logging;

/// <summary>
/// How records become text wherever nothing else is asked for: those of requests as <c>--access-log-format</c> says, and where that is JSON
/// all of <c>zibai.error</c>, which would else be of two kinds; all others as the default line.
/// </summary>
internal sealed class LogFormatter : ITextFormatter
{
    private readonly LineFormatter _line;
    private readonly IRecordText _record;

    /// <param name="accessFormat">A format that <see cref="AccessFormat.Parse"/> reads.</param>
    /// <param name="isColoured">Whether it is for a terminal that shows colours.</param>
    public LogFormatter(string accessFormat = AccessFormat.Default, bool isColoured = false)
    {
        _line = new LineFormatter(isColoured);
        _record = accessFormat == AccessFormat.Default ? new RecordTemplate(RecordTemplate.Message, _line.WriteHead) : AccessFormat.Parse(accessFormat).Text;
    }

    public void Format(LogEvent logEvent, TextWriter output)
    {
        if (RequestRecord.IsOne(logEvent.MessageTemplate.Text) || (_record is JsonRecordText && JsonRecordText.IsOfError(logEvent)))
        {
            _record.Write(logEvent, output);
            return;
        }

        _line.Format(logEvent, output);
    }
}
