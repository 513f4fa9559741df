using System.Globalization;
using Serilog.Events;
using Serilog.Formatting.Display;
using Serilog.Parsing;

namespace ZiBai.Logging.Records;

/// <summary>
/// A line by a template: Serilog's output template over the fields of a request. What a client sent stands in it so that it can stand between quotes. A line
/// feed ends it, and an exception follows, whether the template asks for them or not.
/// </summary>
internal sealed class RecordTemplate : IRecordText
{
    /// <summary>The default line's part behind time and level.</summary>
    public const string Message = RequestRecord.Template;

    // What stands for a value that is not there, as in the Common Log Format.
    private const string Nothing = "-";

    // More than anybody reads.
    private const int MostDigits = 200;

    private static readonly MessageTemplateParser _parser = new();

    // These may be empty and still say something.
    private static readonly string[] _maybeEmpty = [EnvironKeys.ScriptName, EnvironKeys.PathInfo, EnvironKeys.QueryString];

    private readonly Action<LogEvent, TextWriter>? _head;
    private readonly List<Action<LogEvent, TextWriter>> _parts = [];
    private readonly List<RecordField> _fields = [];

    /// <param name="template">The template.</param>
    /// <param name="head">Writes what stands before it; null for nothing.</param>
    /// <exception cref="FormatException">The template names a field that does not exist.</exception>
    public RecordTemplate(string template, Action<LogEvent, TextWriter>? head = null)
    {
        _head = head;
        List<MessageTemplateToken> tokens = [.. _parser.Parse(template).Tokens];
        while (tokens is [.., PropertyToken { PropertyName: "NewLine" or "Exception" }])
        {
            tokens.RemoveAt(tokens.Count - 1);
        }

        if (!tokens.Exists(static token => token is PropertyToken))
        {
            throw new FormatException($"'{template}' shows no field of a request; each stands in braces, as {{status}}");
        }

        _parts.AddRange(tokens.Select(PartOf));
    }

    /// <summary>The fields it shows, those aside that every record has.</summary>
    public RecordField[] Fields => [.. _fields.DistinctBy(static one => one.Name)];

    public void Write(LogEvent record, TextWriter output)
    {
        _head?.Invoke(record, output);
        foreach (var part in _parts)
        {
            part(record, output);
        }

        if (record.Properties.TryGetValue(RecordFields.Failure, out var failure))
        {
            output.Write(": ");
            output.Write(TextOf(failure, format: null));
        }

        output.Write('\n');
        LineFormatter.WriteException(record, output);
    }

    private Action<LogEvent, TextWriter> PartOf(MessageTemplateToken token)
    {
        if (token is not PropertyToken property)
        {
            var text = token.ToString();
            return (_, output) => output.Write(text);
        }

        if (property.Alignment?.Width > MostDigits || MostDigitsIn(property.Format) > MostDigits)
        {
            throw new FormatException($"'{property}' is wider than {MostDigits} characters");
        }

        var format = property.Format;
        switch (property.PropertyName)
        {
            case "Timestamp":
                format ??= "O";
                return (record, output) => output.Write(record.Timestamp.ToString(format, CultureInfo.InvariantCulture));
            case "CommonTime":
                return static (record, output) => output.Write(CommonTime(record.Timestamp));
            case "NewLine" or "Exception":
                throw new FormatException($"'{property}' does not belong inside a template: a record is one line, and ends with both by itself");
            case "Level":
                return (record, output) => Write(LevelName.Of(record.Level), property.Alignment, output);
            case "Message":
                List<Action<LogEvent, TextWriter>> parts = [.. _parser.Parse(Message).Tokens.Select(PartOf)];
                return (record, output) => parts.ForEach(part => part(record, output));
            case "Properties":
                _fields.AddRange(RecordFields.Usual);
                var all = new MessageTemplateTextFormatter(property.ToString(), CultureInfo.InvariantCulture);
                return all.Format;
        }

        var name = property.PropertyName;
        if (!RecordFields.Always.Contains(name))
        {
            _fields.Add(AccessFormat.FieldOf(name));
        }

        var nothing = _maybeEmpty.Contains(name) ? "" : Nothing;
        return (record, output) =>
        {
            var text = record.Properties.TryGetValue(name, out var value) ? TextOf(value, format) : "";
            Write(text.Length == 0 ? nothing : text, property.Alignment, output);
        };
    }

    // 3 in "0.000" or "F3"; a format can ask for a thousand million digits.
    private static int MostDigitsIn(string? format) => format is null ? 0 : Math.Max(
        format.Length,
        format.Split([.. format.Where(static c => !char.IsAsciiDigit(c))]).Max(static digits => digits.Length > 3 ? int.MaxValue : digits.Length == 0 ? 0 : int.Parse(digits, CultureInfo.InvariantCulture)));

    private static string TextOf(LogEventPropertyValue value, string? format) => value is ScalarValue { Value: string text }
        ? Quotable.Escape(text)
        : value.ToString(format, CultureInfo.InvariantCulture);

    private static void Write(string text, Alignment? alignment, TextWriter output) => output.Write(alignment switch
    {
        null => text,
        { Direction: AlignmentDirection.Left, Width: var width } => text.PadRight(width),
        { Width: var width } => text.PadLeft(width),
    });

    // 31/Jan/2026:12:00:00 +0100
    private static string CommonTime(DateTimeOffset time) =>
        time.ToString("dd/MMM/yyyy:HH:mm:ss ", CultureInfo.InvariantCulture) + time.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
}
