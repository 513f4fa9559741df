using Serilog.Events;
using ZiBai.Loading;

namespace ZiBai.Logging.Records;

/// <summary>What <c>--access-log-format</c> says: the name of a format, or a template.</summary>
internal sealed class AccessFormat
{
    /// <summary>The original's line.</summary>
    public const string Default = "default";

    private const string Json = "json";

    // The Common Log Format of NCSA httpd, and what Apache made of it.
    private const string Common = "{REMOTE_ADDR} - - [{CommonTime}] \"{REQUEST_METHOD} {REQUEST_URI} {SERVER_PROTOCOL}\" {status} {response_length}";
    private const string Combined = Common + " \"{HTTP_REFERER}\" \"{HTTP_USER_AGENT}\"";

    private static readonly string[] _names = [Default, "common", "combined", Json];

    private AccessFormat(IRecordText text, RecordField[] fields)
    {
        Text = text;
        Fields = fields;
    }

    /// <summary>Makes a record's line.</summary>
    public IRecordText Text { get; }

    /// <summary>The fields that the lines show, those aside that every record has.</summary>
    public RecordField[] Fields { get; }

    /// <summary>Reads a format.</summary>
    /// <exception cref="FormatException">The format is none; the message says what is wrong with it: "'{FOO}' is no field".</exception>
    public static AccessFormat Parse(string format)
    {
        string[] parts = format.Split(',', StringSplitOptions.TrimEntries);
        if (parts[0] == Json)
        {
            var fields = RecordFields.Usual.Concat(parts.Skip(1).Except(RecordFields.Always).Select(FieldOf)).DistinctBy(static one => one.Name);
            return new AccessFormat(new JsonRecordText(), [.. fields]);
        }

        return format switch
        {
            Default => new AccessFormat(new RecordTemplate(RecordTemplate.Message, new LineFormatter().WriteHead), []),
            "common" => OfTemplate(Common),
            "combined" => OfTemplate(Combined),
            _ when format.Contains('{', StringComparison.Ordinal) => OfTemplate(format),
            _ => throw new FormatException($"'{format}' is neither the name of a format nor a template with fields in braces{Suggestion(format, _names)}"),
        };
    }

    /// <summary>What is wrong with a format; null if nothing is.</summary>
    public static string? Wrong(string? format)
    {
        try
        {
            // The usual case does without what reading takes.
            if (format != Default)
            {
                Try(Parse(format ?? ""));
            }

            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>The field of a name that somebody asks for.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static RecordField FieldOf(string name) => RecordFields.Find(name)
        ?? throw new FormatException(
            name.Length == 0 ? "a field has no name" : $"there is no field '{name}'{Suggestion(name, [.. RecordFields.Always, .. RecordFields.Usual.Select(static field => field.Name)])}");

    // What is wrong with the format of a number, nobody knows before it is used.
    private static void Try(AccessFormat format)
    {
        var properties = RecordFields.Always.Select(static name => new LogEventProperty(name, new ScalarValue(name == RecordFields.Status ? 200 : "-")))
            .Concat(RecordFields.Usual.Select(static field => new LogEventProperty(field.Name, new ScalarValue(SampleOf(field.Field)))));
        format.Text.Write(
            new LogEvent(DateTimeOffset.UnixEpoch, LogEventLevel.Information, exception: null, MessageTemplate.Empty, properties), TextWriter.Null);
    }

    private static object SampleOf(RequestField field) => field switch
    {
        RequestField.ResponseLength => 0L,
        RequestField.ElapsedMs => 0.5,
        RequestField.Pid or RequestField.Worker => 1,
        _ => "-",
    };

    private static AccessFormat OfTemplate(string template)
    {
        var text = new RecordTemplate(template);
        return new AccessFormat(text, text.Fields);
    }

    private static string Suggestion(string name, IEnumerable<string> names)
    {
        var described = NearestNames.Describe(name, names, "", listed: int.MaxValue);
        return $" ({char.ToLowerInvariant(described[0])}{described.AsSpan(1).TrimEnd('.')})";
    }
}
