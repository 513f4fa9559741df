using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace ZiBai.Logging.Records;

/// <summary>A record as one line of JSON: an object whose members are its time, level and logger, its fields by their names, and the exception's text.</summary>
internal sealed class JsonRecordText : IRecordText
{
    // A log is no web page: what has a meaning in HTML alone stays readable. Quotes, backslashes and control characters are escaped all the same.
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly MessageTemplateTextFormatter _message = new("{Message:lj}", CultureInfo.InvariantCulture);

    /// <summary>Whether a record is one of zibai.error.</summary>
    public static bool IsOfError(LogEvent record) =>
        record.Properties.TryGetValue(Constants.SourceContextPropertyName, out var source) && source is ScalarValue { Value: LoggerNames.Error };

    public void Write(LogEvent record, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, _options))
        {
            json.WriteStartObject();
            json.WriteString("time", record.Timestamp.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture));
            json.WriteString("level", LevelName.Of(record.Level));
            foreach (var (name, value) in record.Properties)
            {
                if (value is ScalarValue scalar)
                {
                    json.WritePropertyName(name == Constants.SourceContextPropertyName ? "logger" : name);
                    Write(json, scalar.Value);
                }
            }

            if (!RequestRecord.IsOne(record.MessageTemplate.Text))
            {
                var message = new StringWriter(CultureInfo.InvariantCulture);
                _message.Format(record, message);
                json.WriteString("message", message.ToString());
            }

            if (record.Exception is { } exception)
            {
                json.WriteString("exception", ExceptionText.Of(exception));
            }

            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
