using System.Text.RegularExpressions;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;
using ZiBai.Logging.Records;

namespace ZiBai.Logging;

internal sealed partial class LogOutput
{
    private static readonly MessageTemplate _template = new MessageTemplateParser().Parse(RequestRecord.Template);
    private static readonly string[] _readers = ["WriteTo", "Filter", "Enrich"];
    private static readonly ScalarValue _accessSource = new(LoggerNames.Access);

    /// <summary>The fields that access records are to have: those that the format shows, and where something of the operator's own reads records, all.</summary>
    public RecordField[] AccessFields => _configuration.SectionsOf(LoggerNames.Access).Any(static section => _readers.Any(key => section[key] is not null))
        ? FailureFields
        : AccessFormat.Parse(_options.AccessLogFormat).Fields;

    /// <summary>The fields that records of failed requests are to have: the usual ones, and what the format and the configuration name besides.</summary>
    public RecordField[] FailureFields =>
    [
        .. RecordFields.Usual.Concat(AccessFormat.Parse(_options.AccessLogFormat).Fields).Concat(HeadersNamed()).DistinctBy(static one => one.Name),
    ];

    /// <summary>Writes an access record, past what makes records of structured states: this one's fields are known, and its time is that of its response.</summary>
    public void WriteAccess(RequestRecord record)
    {
        var properties = new Dictionary<string, LogEventPropertyValue>();
        foreach (var (name, value) in record.Properties())
        {
            properties[name] = new ScalarValue(value);
        }

        properties[Constants.SourceContextPropertyName] = _accessSource;
        _records.Write(LogEvent.UnstableAssembleFromParts(
            record.Time.ToLocalTime(), LogEventLevel.Information, exception: null, _template, properties, traceId: default, spanId: default));
    }

    // In templates, filters and whatever else: a header that somebody names is wanted.
    private IEnumerable<RecordField> HeadersNamed() =>
        from section in _configuration.SectionsOf(LoggerNames.Access).Concat(_configuration.SectionsOf(LoggerNames.Error))
        from part in section.All()
        from name in HeadersIn(part.Text ?? "")
        let field = RecordFields.Find(name)
        where field is not null
        select field;

    // Apart: without such sections, as is usual, nothing of regular expressions is loaded.
    private static IEnumerable<string> HeadersIn(string text) => HeaderName().Matches(text).Select(static match => match.Value);

    [GeneratedRegex("HTTP_[A-Z0-9_]+")]
    private static partial Regex HeaderName();
}
