using System.Globalization;
using System.Text.Json;
using ZiBai.Logging;
using ZiBai.Logging.Records;
using ZiBai.Tests.Logging.Configuration;

namespace ZiBai.Tests.Logging.Records;

/// <summary>Which fields are taken of a request, and how its record gets to the log's sinks.</summary>
public sealed class AccessFieldsTests
{
    private const string Usual =
        "REMOTE_ADDR REMOTE_PORT SCRIPT_NAME PATH_INFO QUERY_STRING HTTP_USER_AGENT HTTP_REFERER response_length elapsed_ms pid worker request_id trace_id";

    [Theory]
    [InlineData("default", "", Usual)]
    [InlineData("{REMOTE_ADDR} {HTTP_X_ONE}", "REMOTE_ADDR HTTP_X_ONE", Usual + " HTTP_X_ONE")]
    [InlineData("json", Usual, Usual)]
    public void WithoutAConfigurationTheFormatsFieldsAreTakenForTheAccessLogAndAllForFailures(string format, string access, string failure)
    {
        using var log = LogOutput.Create(new ZiBaiOptions { AccessLogFormat = format }, severalProcesses: false);

        Assert.Equal((access, failure), (Names(log.AccessFields), Names(log.FailureFields)));
    }

    [Theory]
    [InlineData("""{ "zibai.access": { "WriteTo": [ { "Name": "File", "Args": { "path": "FOLDER/a" } } ] } }""", Usual)]
    [InlineData("""{ "Serilog": { "WriteTo": [ { "Name": "File", "Args": { "path": "FOLDER/a", "outputTemplate": "{HTTP_X_ONE}" } } ] } }""", Usual + " HTTP_X_ONE")]
    [InlineData("""{ "zibai.error": { "WriteTo": [ { "Name": "File", "Args": { "path": "FOLDER/a" } } ] } }""", "")]
    public void WhereAccessRecordsGoToSinksOfTheOperatorsAllFieldsAreTaken(string text, string expected)
    {
        using var file = new LoggingFile(text);
        using var log = LogOutput.Create(file.Options, severalProcesses: false);

        Assert.Equal(expected, Names(log.AccessFields));
    }

    [Fact]
    public void ARecordGetsToItsFileInTheOperatorsFormatWithTheTimeOfItsResponse()
    {
        using var file = new LoggingFile("""{ "zibai.access": { "WriteTo": [ { "Name": "File", "Args": { "path": "FOLDER/a.log" } } ] } }""");
        var time = new DateTimeOffset(2026, 1, 31, 12, 0, 0, 123, TimeSpan.Zero);
        using (var log = LogOutput.Create(file.Options with { AccessLogFormat = "json" }, severalProcesses: false))
        {
            log.WriteAccess(Record(time));
        }

        using var json = JsonDocument.Parse(Assert.Single(file.Lines("a.log")));
        var root = json.RootElement;
        Assert.Equal(time, DateTimeOffset.Parse(root.GetProperty("time").GetString()!, CultureInfo.InvariantCulture));
        Assert.Equal(
            ("GET", "/a", 200, "zibai.access", 12),
            (root.GetProperty("REQUEST_METHOD").GetString(), root.GetProperty("REQUEST_URI").GetString(), root.GetProperty("status").GetInt32(),
                root.GetProperty("logger").GetString(), root.GetProperty("response_length").GetInt32()));
    }

    [Fact]
    public void ALevelAboveInformationLeavesAccessRecordsOut()
    {
        using var file = new LoggingFile(
            """{ "zibai.access": { "MinimumLevel": "Warning", "WriteTo": [ { "Name": "File", "Args": { "path": "FOLDER/a.log" } } ] } }""");
        using (var log = LogOutput.Create(file.Options, severalProcesses: false))
        {
            log.WriteAccess(Record(DateTimeOffset.UnixEpoch));
        }

        Assert.Empty(file.Lines("a.log"));
    }

    private static RequestRecord Record(DateTimeOffset time) => new([RecordFields.Find("response_length")!], [12L])
    {
        Time = time,
        Method = "GET",
        Target = "/a",
        Protocol = "HTTP/1.1",
        Status = 200,
    };

    private static string Names(RecordField[] fields) => string.Join(' ', fields.Select(static field => field.Name));
}
