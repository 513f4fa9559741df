using ZiBai.Environ;

namespace ZiBai.Logging.Records;

/// <summary>The one table of the fields that records of requests have, by the names that formats and sinks know them by.</summary>
internal static class RecordFields
{
    public const string RequestMethod = EnvironKeys.RequestMethod;
    public const string RequestUri = EnvironKeys.RequestUri;
    public const string ServerProtocol = EnvironKeys.ServerProtocol;
    public const string Status = "status";

    /// <summary>What went wrong, where no exception says it.</summary>
    public const string Failure = "failure";

    /// <summary>The fields of every record.</summary>
    public static readonly string[] Always = [RequestMethod, RequestUri, ServerProtocol, Status];

    /// <summary>The fields of a record that goes where nobody says which are wanted.</summary>
    public static readonly RecordField[] Usual =
    [
        new(EnvironKeys.RemoteAddr, RequestField.RemoteAddr),
        new(EnvironKeys.RemotePort, RequestField.RemotePort),
        new(EnvironKeys.ScriptName, RequestField.ScriptName),
        new(EnvironKeys.PathInfo, RequestField.PathInfo),
        new(EnvironKeys.QueryString, RequestField.QueryString),
        new("HTTP_USER_AGENT", RequestField.Header, "User-Agent"),
        new("HTTP_REFERER", RequestField.Header, "Referer"),
        new("response_length", RequestField.ResponseLength),
        new("elapsed_ms", RequestField.ElapsedMs),
        new("pid", RequestField.Pid),
        new("worker", RequestField.Worker),
        new("request_id", RequestField.RequestId),
        new("trace_id", RequestField.TraceId),
    ];

    /// <summary>The field of a name, any header's among them; null if there is none, or if it is one of those that are always there.</summary>
    public static RecordField? Find(string name) =>
        Usual.FirstOrDefault(field => field.Name == name)
        ?? (HeaderKeys.NameOf(name) is { } header ? new RecordField(name, RequestField.Header, header) : null);
}
