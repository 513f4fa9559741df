using System.Collections;
using System.Globalization;
using Microsoft.Extensions.Logging;
using ZiBai.Response;

namespace ZiBai.Logging.Records;

/// <summary>
/// What is logged of a request: as much of it as was asked for, taken while the request lasts, and made into text or properties wherever the record goes.
/// Nothing that a client sent can end a line in either.
/// </summary>
internal sealed class RequestRecord : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <summary>The default line, the original's.</summary>
    public const string Template = $"\"{{{RecordFields.RequestMethod}}} {{{RecordFields.RequestUri}}} {{{RecordFields.ServerProtocol}}}\" {{{RecordFields.Status}}}";

    /// <summary>The default line of a request that went wrong.</summary>
    public const string FailureTemplate = $"{Template}: {{{RecordFields.Failure}}}";

    private readonly RecordField[] _fields;
    private readonly object?[] _values;
    private List<KeyValuePair<string, object?>>? _pairs;

    /// <param name="fields">What it tells besides what every record does.</param>
    /// <param name="values">The values of these, null where there is none.</param>
    public RequestRecord(RecordField[] fields, object?[] values)
    {
        _fields = fields;
        _values = values;
    }

    /// <summary>When the response was finished.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The request's method; empty where the server never got to know it. So with the next two.</summary>
    public string Method { get; init; } = "";

    /// <summary>The request's target as it was sent.</summary>
    public string Target { get; init; } = "";

    /// <summary>The request's protocol.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>The status code of the response.</summary>
    public int Status { get; init; }

    /// <summary>What went wrong, where no exception says it.</summary>
    public string? Failure { get; init; }

    /// <summary>A line that the app wrote to wsgi.errors, which is the record's text; null for records of whole requests.</summary>
    public string? Line { get; init; }

    public int Count => Pairs.Count;

    private List<KeyValuePair<string, object?>> Pairs => _pairs ??= [.. Properties(), new("{OriginalFormat}", OriginalFormat)];

    private string OriginalFormat => Line is not null ? "{Line}" : Failure is not null ? FailureTemplate : Template;

    public KeyValuePair<string, object?> this[int index] => Pairs[index];

    /// <summary>A record of a line that the app wrote to wsgi.errors, with what this one tells of the request.</summary>
    public RequestRecord OfLine(string line) => new(_fields, _values) { Method = Method, Target = Target, Protocol = Protocol, Line = line };

    /// <summary>Whether a message template is that of a request's record.</summary>
    public static bool IsOne(string template) => ReferenceEquals(template, Template) || template is Template or FailureTemplate;

    /// <summary>Logs a record.</summary>
    public static void Log(ILogger logger, LogLevel level, EventId id, RequestRecord record, Exception? exception = null) =>
        logger.Log(level, id, record, exception, static (record, _) => record.ToString());

    /// <summary>Names and values, as loggers get them.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Properties()
    {
        if (Line is not null)
        {
            yield return new(nameof(Line), Printable.Escape(Line));
        }

        yield return new(RecordFields.RequestMethod, Shown(Method));
        yield return new(RecordFields.RequestUri, Shown(Target));
        yield return new(RecordFields.ServerProtocol, Shown(Protocol));
        if (Line is null)
        {
            yield return new(RecordFields.Status, Status);
        }

        if (Failure is not null)
        {
            yield return new(RecordFields.Failure, Printable.Escape(Failure));
        }

        for (var i = 0; i < _fields.Length; i++)
        {
            if (_values[i] is { } value)
            {
                yield return new(_fields[i].Name, value is string text ? Printable.Escape(text) : value);
            }
        }
    }

    /// <summary>The default line, without its time and level.</summary>
    public override string ToString()
    {
        if (Line is not null)
        {
            return Printable.Escape(Line);
        }

        var failure = Failure is null ? "" : $": {Printable.Escape(Failure)}";
        return string.Create(
            CultureInfo.InvariantCulture, $"\"{Quotable.Escape(Shown(Method))} {Quotable.Escape(Shown(Target))} {Quotable.Escape(Shown(Protocol))}\" {Status}{failure}");
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Pairs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string Shown(string text) => text.Length == 0 ? "-" : Printable.Escape(text);
}
