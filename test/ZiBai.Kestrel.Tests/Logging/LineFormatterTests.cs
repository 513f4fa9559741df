using System.Globalization;
using Serilog.Events;
using Serilog.Parsing;
using ZiBai.Logging;

namespace ZiBai.Tests.Logging;

public sealed class LineFormatterTests
{
    private const string Forged = "\n2026-01-31 12:00:00,123 INFO \"GET / HTTP/1.1\" 200";

    private static readonly DateTimeOffset _time = new(2026, 1, 31, 12, 0, 0, 123, TimeSpan.FromHours(8));

    private readonly LineFormatter _formatter = new();

    [Theory]
    [InlineData(LogEventLevel.Verbose, "DEBUG", "\e[2mDEBUG\e[0m")]
    [InlineData(LogEventLevel.Debug, "DEBUG", "\e[2mDEBUG\e[0m")]
    [InlineData(LogEventLevel.Information, "INFO", "\e[32mINFO\e[0m")]
    [InlineData(LogEventLevel.Warning, "WARNING", "\e[33mWARNING\e[0m")]
    [InlineData(LogEventLevel.Error, "ERROR", "\e[31mERROR\e[0m")]
    [InlineData(LogEventLevel.Fatal, "CRITICAL", "\e[1;31mCRITICAL\e[0m")]
    public void LevelHasItsPythonNameAndItsColourWhereWanted(LogEventLevel level, string plain, string coloured)
    {
        Assert.Equal($"2026-01-31 12:00:00,123 {plain} said\n", Format(_formatter, "said", level: level));
        Assert.Equal($"2026-01-31 12:00:00,123 {coloured} said\n", Format(new LineFormatter(isColoured: true), "said", level: level));
    }

    [Theory]
    [InlineData(0, "12:00:00,123")]
    [InlineData(7, "12:00:00,130")]
    [InlineData(-123, "12:00:00,000")]
    [InlineData(-124, "11:59:59,999")]
    [InlineData(877, "12:00:01,000")]
    public void EachRecordTellsItsOwnTime(int milliseconds, string clock)
    {
        Format(_formatter, "before");

        Assert.Equal($"2026-01-31 {clock} INFO said\n", Format(_formatter, "said", time: _time.AddMilliseconds(milliseconds)));
    }

    [Fact]
    public void TimeIsTheRecordsOwnAcrossAChangeOfTheClock()
    {
        Format(_formatter, "before");

        Assert.Equal("2026-01-31 13:00:00,123 INFO said\n", Format(_formatter, "said", time: _time.ToOffset(TimeSpan.FromHours(9))));
    }

    [Theory]
    [InlineData("a" + Forged, @"a\n2026-01-31 12:00:00,123 INFO ""GET / HTTP/1.1"" 200")]
    [InlineData("a\r\n\tb\0c", @"a\r\n\tb\u0000c")]
    [InlineData("\e[2J\e]0;title\a", @"\u001B[2J\u001B]0;title\u0007")]
    [InlineData("\u007f \u0085 \u009b31m", @"\u007F \u0085 \u009B31m")]
    [InlineData("\u2028 \u2029", @"\u2028 \u2029")]
    [InlineData("Z\u00ee B\u00e1i \u4f60\u597d \U0001f600 {not a hole}", "Z\u00ee B\u00e1i \u4f60\u597d \U0001f600 {not a hole}")]
    public void MessageIsOneLineWhateverItHolds(string text, string shown)
    {
        Assert.Equal($"2026-01-31 12:00:00,123 INFO told: {shown}\n", Format(_formatter, "told: {Text}", text));
        Assert.Equal($"2026-01-31 12:00:00,123 INFO {shown}\n", Format(_formatter, text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)));
    }

    [Fact]
    public void NoLineOfAnExceptionCanPassForARecord()
    {
        var exception = new InvalidOperationException("bad" + Forged, new FormatException($"\e[1A worse\r{Forged}\u2028{Forged}\u0085{Forged}\v\f\tthan\0 that"));

        var lines = Format(_formatter, "failed", exception: exception).Split('\n');

        Assert.Equal("2026-01-31 12:00:00,123 INFO failed", lines[0]);
        Assert.Equal("    System.InvalidOperationException: bad", lines[1]);
        Assert.Equal("    2026-01-31 12:00:00,123 INFO \"GET / HTTP/1.1\" 200", lines[2]);
        Assert.Equal(@"     ---> System.FormatException: \u001B[1A worse", lines[3]);
        Assert.All(lines[1..^1], static line => Assert.Matches(@"^    [^\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]*$", line));
        Assert.Contains("\tthan\\u0000 that", string.Concat(lines), StringComparison.Ordinal);
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public void RecordWhoseExceptionCannotBeToldIsNotLost() => Assert.Equal(
        "2026-01-31 12:00:00,123 INFO failed\n    ZiBai.Tests.Logging.LineFormatterTests+Untold, whose ToString threw System.NotSupportedException\n",
        Format(_formatter, "failed", exception: new Untold()));

    private static string Format(
        LineFormatter formatter, string template, object? value = null, Exception? exception = null, LogEventLevel level = LogEventLevel.Information, DateTimeOffset? time = null)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        formatter.Format(
            new LogEvent(time ?? _time, level, exception, new MessageTemplateParser().Parse(template), [new LogEventProperty("Text", new ScalarValue(value))]), output);
        return output.ToString();
    }

    private sealed class Untold : Exception
    {
        public override string ToString() => throw new NotSupportedException();
    }
}
