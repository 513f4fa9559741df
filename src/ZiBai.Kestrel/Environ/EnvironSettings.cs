using Microsoft.Extensions.Logging;
using ZiBai.Forwarding;
using ZiBai.Logging.Records;

namespace ZiBai.Environ;

/// <summary>What is the same in every environ of one server. Values are boxed once, here.</summary>
internal sealed class EnvironSettings
{
    /// <summary>SERVER_SOFTWARE: <c>zibai/VERSION</c>.</summary>
    public static readonly string ServerSoftware = "zibai/" + ServerVersion.Text;

    /// <summary>wsgi.version.</summary>
    public static readonly object WsgiVersion = (1, 0);

    /// <summary>The process's id, for records.</summary>
    public static readonly object Pid = Environment.ProcessId;

    /// <summary>A boxed true, shared.</summary>
    public static readonly object True = true;

    /// <summary>A boxed false, shared.</summary>
    public static readonly object False = false;

    /// <summary>wsgi.file_wrapper.</summary>
    public static readonly Func<Stream, int, FileWrapper> MakeFileWrapper = static (stream, blockSize) => new FileWrapper(stream, blockSize);

    /// <summary>SCRIPT_NAME: <c>""</c>, or a path with a leading and without a trailing slash.</summary>
    public required string ScriptName { get; init; }

    /// <summary>wsgi.url_scheme where the connection does not say better.</summary>
    public required string UrlScheme { get; init; }

    /// <summary>wsgi.multithread.</summary>
    public required bool Multithread { get; init; }

    /// <summary>wsgi.multiprocess. May change while requests are served, when workers come or go.</summary>
    public required bool Multiprocess { get; set; }

    /// <summary>What becomes of headers with an underscore in their names.</summary>
    public HeaderMap HeaderMap { get; init; } = HeaderMap.Drop;

    /// <summary>Whose word on the client is taken.</summary>
    public TrustedProxies Proxies { get; init; } = TrustedProxies.Default;

    /// <summary>Where wsgi.errors goes.</summary>
    public required ILogger ErrorLogger { get; init; }

    /// <summary>What records that tell of a failure tell of its request.</summary>
    public RecordField[] RecordFields { get; init; } = Logging.Records.RecordFields.Usual;

    /// <summary>The worker's place among the workers, from 1, boxed; null in a process that serves alone.</summary>
    public object? Worker { get; init; }
}
