namespace ZiBai.Environ;

/// <summary>The server's keys, numbered: an index into <see cref="EnvironSlots.All"/> and into each environ's array of values.</summary>
internal enum EnvironSlot
{
    RequestMethod,
    ScriptName,
    PathInfo,
    QueryString,
    RequestUri,
    RawUri,
    ContentType,
    ContentLength,
    ServerName,
    ServerPort,
    ServerProtocol,
    ServerSoftware,
    RemoteAddr,
    RemotePort,
    WsgiVersion,
    WsgiUrlScheme,
    WsgiInput,
    WsgiInputTerminated,
    WsgiErrors,
    WsgiMultithread,
    WsgiMultiprocess,
    WsgiRunOnce,
    WsgiFileWrapper,
    Features,
    RequestAborted,
}
