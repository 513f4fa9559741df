namespace ZiBai.Logging.Records;

/// <summary>What a record may tell of a request, its first line and its status aside, which every record tells.</summary>
internal enum RequestField
{
    RemoteAddr,
    RemotePort,
    ScriptName,
    PathInfo,
    QueryString,

    /// <summary>A header of the request: that of <see cref="RecordField.Header"/>.</summary>
    Header,

    /// <summary>Bytes of the response's body.</summary>
    ResponseLength,

    /// <summary>Milliseconds from the request's last header to the end of its response.</summary>
    ElapsedMs,
    Pid,

    /// <summary>The worker's place among the workers, from 1.</summary>
    Worker,

    /// <summary>The server's name for the request: the connection's, a colon, and the request's number on it.</summary>
    RequestId,

    /// <summary>The trace that the client says the request belongs to. W3C Trace Context, section 3.2.</summary>
    TraceId,
}
