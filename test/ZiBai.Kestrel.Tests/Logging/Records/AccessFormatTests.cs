using System.Globalization;
using System.Text.Json;
using Serilog.Events;
using Serilog.Parsing;
using ZiBai.Logging;
using ZiBai.Logging.Records;

namespace ZiBai.Tests.Logging.Records;

/// <summary>The lines of the formats, and what becomes of a client's text in them.</summary>
public sealed class AccessFormatTests
{
    private static readonly DateTimeOffset _time = new(2026, 1, 31, 12, 0, 0, 123, TimeSpan.FromHours(1));
    private static readonly MessageTemplateParser _parser = new();

    [Theory]
    [InlineData("default", "2026-01-31 12:00:00,123 INFO \"GET /a?b HTTP/1.1\" 200\n")]
    [InlineData("common", "192.0.2.1 - - [31/Jan/2026:12:00:00 +0100] \"GET /a?b HTTP/1.1\" 200 12\n")]
    [InlineData("combined", "192.0.2.1 - - [31/Jan/2026:12:00:00 +0100] \"GET /a?b HTTP/1.1\" 200 12 \"-\" \"curl/8\"\n")]
    [InlineData("{REMOTE_ADDR} {PATH_INFO}?{QUERY_STRING} {status} {elapsed_ms:0.0}", "192.0.2.1 /a?b 200 1.5\n")]
    [InlineData("{Message}|{HTTP_X_ONE}|{HTTP_X_TWO}", "\"GET /a?b HTTP/1.1\" 200|one|-\n")]
    [InlineData("[{Level,-5}] [{status,5}]{NewLine}{Exception}", "[INFO ] [  200]\n")]
    [InlineData("{Timestamp:HH:mm} {{literal}}", "12:00 {literal}\n")]
    public void EachFormatIsALine(string format, string line) => Assert.Equal(line, Line(format, Record()));

    [Fact]
    public void JsonIsALineWithEveryFieldByItsName()
    {
        var line = Line("json", Record());

        Assert.Equal('\n', line[^1]);
        Assert.DoesNotContain('\n', line[..^1]);
        using var json = JsonDocument.Parse(line);
        Assert.Equal(
            """
            {"time":"2026-01-31T12:00:00.123+01:00","level":"INFO","REQUEST_METHOD":"GET","REQUEST_URI":"/a?b","SERVER_PROTOCOL":"HTTP/1.1","status":200,"REMOTE_ADDR":"192.0.2.1","PATH_INFO":"/a","QUERY_STRING":"b","HTTP_USER_AGENT":"curl/8","HTTP_X_ONE":"one","response_length":12,"elapsed_ms":1.5}
            """,
            json.RootElement.GetRawText());
    }

    [Theory]
    [InlineData("default", "REQUEST_METHOD REQUEST_URI SERVER_PROTOCOL status", "")]
    [InlineData("combined", "", "REMOTE_ADDR response_length HTTP_REFERER HTTP_USER_AGENT")]
    [InlineData("{HTTP_X_ONE} {HTTP_X_ONE} {pid}", "", "HTTP_X_ONE pid")]
    [InlineData("json,status,HTTP_X_ONE", "", "REMOTE_ADDR REMOTE_PORT SCRIPT_NAME PATH_INFO QUERY_STRING HTTP_USER_AGENT HTTP_REFERER response_length elapsed_ms pid worker request_id trace_id HTTP_X_ONE")]
    public void OnlyTheFieldsThatAFormatShowsAreAskedFor(string format, string always, string fields)
    {
        Assert.Equal(fields, string.Join(' ', AccessFormat.Parse(format).Fields.Select(static field => field.Name)));
        Assert.All(always.Split(' ', StringSplitOptions.RemoveEmptyEntries), name => Assert.Contains(name, RecordFields.Always));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("{")]
    [InlineData("{HTTP_CONTENT_TYPE}")]
    [InlineData("{HTTP_}")]
    [InlineData("{Remote_Addr}")]
    [InlineData("json,")]
    [InlineData("{NewLine}")]
    [InlineData("{NewLine}{status}")]
    [InlineData("{Timestamp:q} {status}")]
    [InlineData("{elapsed_ms:X}")]
    [InlineData("{status:Q}")]
    [InlineData("{elapsed_ms:E999999999}")]
    [InlineData("{elapsed_ms,999999999}")]
    public void WhatIsNoFormatIsSaid(string format) => Assert.NotNull(AccessFormat.Wrong(format));

    /// <summary>Every field holds what would end a line, a quoted part or a string of JSON, and drive a terminal.</summary>
    [Theory]
    [InlineData("default")]
    [InlineData("common")]
    [InlineData("combined")]
    [InlineData("json")]
    [InlineData("\"{PATH_INFO}\" \"{QUERY_STRING}\" \"{HTTP_USER_AGENT}\" \"{HTTP_X_ONE}\" {Message}")]
    public void NothingThatAClientSendsForgesALineOrAField(string format)
    {
        const string Evil = "x\" 200 12 \"-\"\r\n2026-01-31 12:00:00,123 INFO \"GET /forged HTTP/1.1\" 200\u0000\u001b[2J\u0085\u2028\u2029\t\u007f\\";
        var line = Line(format, Record(Evil));

        Assert.Equal('\n', line[^1]);
        Assert.DoesNotContain(line[..^1], static c => char.IsControl(c) || c is '\u2028' or '\u2029');
        if (format == "json")
        {
            using var json = JsonDocument.Parse(line);
            Assert.StartsWith("x\" 200 12 \"-\"\\r\\n2026", json.RootElement.GetProperty("REQUEST_URI").GetString(), StringComparison.Ordinal);
            return;
        }

        // As many quotes as with a harmless client, and none of them behind a backslash.
        Assert.Equal(Line(format, Record()).Count(static c => c == '"'), line.Count(static c => c == '"'));
        Assert.DoesNotContain("\\\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public void AFailureFollowsItsRecord()
    {
        Assert.Equal(
            "2026-01-31 12:00:00,123 INFO \"GET /a?b HTTP/1.1\" 200: it was too short\n", Line("default", Record(failure: "it was too short")));
        Assert.Contains(",\"failure\":\"it was too short\",", Line("json", Record(failure: "it was too short")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("common")]
    [InlineData("json")]
    public void AnExceptionIsInTheRecord(string format)
    {
        var line = Line(format, Record(), new InvalidOperationException("of the app"));

        Assert.Contains("InvalidOperationException: of the app", line, StringComparison.Ordinal);
        Assert.Equal(format == "json" ? 1 : 2, line.Count(static c => c == '\n'));
    }

    [Theory]
    [InlineData("default", "\n    ZiBai.Tests.Logging.Records.AccessFormatTests+Mute, whose ToString threw System.IO.IOException\n")]
    [InlineData("json", ",\"exception\":\"ZiBai.Tests.Logging.Records.AccessFormatTests+Mute, whose ToString threw System.IO.IOException\"}\n")]
    public void AnExceptionThatCannotBeToldLosesNoRecord(string format, string end) =>
        Assert.EndsWith(end, Line(format, Record(), new Mute()), StringComparison.Ordinal);

    [Fact]
    public void AnOutputTemplateKeepsTheSamePromise()
    {
        const string Evil = "x\" \"\r\n2026 forged\\";
        var output = new StringWriter(CultureInfo.InvariantCulture);
        var record = Record(Evil);
        new TemplateFormatter("\"{REQUEST_URI}\" \"{HTTP_X_ONE}\" {Message:l}{NewLine}{Exception}").Format(
            new LogEvent(
                _time, LogEventLevel.Error, new InvalidOperationException("a\n2026 forged"), _parser.Parse(RequestRecord.Template),
                record.Properties().Select(static pair => Property(pair.Key, pair.Value))),
            output);

        const string Escaped = @"x\x22 \x22\r\n2026 forged\x5C";
        Assert.Equal(
            $"\"{Escaped}\" \"{Escaped}\" \"GET {Escaped} HTTP/1.1\" 200\n    System.InvalidOperationException: a\n    2026 forged\n", output.ToString());
    }

    [Fact]
    public void WithJsonAllOfTheErrorLoggerIsJson()
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        new LogFormatter("json").Format(
            new LogEvent(_time, LogEventLevel.Error, null, _parser.Parse("{Line}"), [Property("Line", "said"), Property("SourceContext", "zibai.error")]), output);

        using var json = JsonDocument.Parse(output.ToString());
        Assert.Equal(("ERROR", "zibai.error", "said"), (
            json.RootElement.GetProperty("level").GetString(), json.RootElement.GetProperty("logger").GetString(), json.RootElement.GetProperty("message").GetString()));
    }

    [Fact]
    public void OtherLinesAreTheDefaultOneWhateverTheFormat()
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        new LogFormatter("json").Format(new LogEvent(_time, LogEventLevel.Warning, null, _parser.Parse("Worker {Index} died"), [Property("Index", 2)]), output);

        Assert.Equal("2026-01-31 12:00:00,123 WARNING Worker 2 died\n", output.ToString());
    }

    private static RequestRecord Record(string? text = null, string? failure = null)
    {
        (string Name, object Value)[] values =
        [
            ("REMOTE_ADDR", "192.0.2.1"), ("PATH_INFO", text ?? "/a"), ("QUERY_STRING", text ?? "b"), ("HTTP_USER_AGENT", text ?? "curl/8"),
            ("HTTP_X_ONE", text ?? "one"), ("response_length", 12L), ("elapsed_ms", 1.5),
        ];
        return new RequestRecord([.. values.Select(static value => RecordFields.Find(value.Name)!)], [.. values.Select(static value => value.Value)])
        {
            Method = "GET",
            Target = text ?? "/a?b",
            Protocol = "HTTP/1.1",
            Status = 200,
            Failure = failure,
        };
    }

    private static string Line(string format, RequestRecord record, Exception? exception = null)
    {
        var template = (string)record[^1].Value!;
        var output = new StringWriter(CultureInfo.InvariantCulture);
        new LogFormatter(format).Format(
            new LogEvent(_time, LogEventLevel.Information, exception, _parser.Parse(template), record.Properties().Select(static pair => Property(pair.Key, pair.Value))),
            output);
        return output.ToString();
    }

    private sealed class Mute : Exception
    {
        public override string ToString() => throw new IOException("no text");
    }

    private static LogEventProperty Property(string name, object? value) => new(name, new ScalarValue(value));
}
