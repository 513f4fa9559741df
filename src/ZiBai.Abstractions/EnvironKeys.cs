namespace ZiBai;

/// <summary>
/// The keys of the environ that the server sets. Besides these there is one <c>HTTP_*</c> key for each request header: the name in
/// upper case with <c>-</c> turned to <c>_</c>, after <see cref="HttpPrefix"/>.
/// </summary>
/// <remarks>Source: PEP 3333, "environ Variables"; RFC 3875 section 4.1.</remarks>
public static class EnvironKeys
{
    /// <summary>The method as sent, for example <c>GET</c>. A string.</summary>
    public const string RequestMethod = "REQUEST_METHOD";

    /// <summary>The part of the path that leads to the app; <c>""</c> at the root, never with a trailing slash. A string.</summary>
    public const string ScriptName = "SCRIPT_NAME";

    /// <summary>The rest of the path, percent-decoded as UTF-8; <c>%2F</c> stays encoded. A string.</summary>
    public const string PathInfo = "PATH_INFO";

    /// <summary>What follows the first <c>?</c>, undecoded; <c>""</c> if there is none. A string.</summary>
    public const string QueryString = "QUERY_STRING";

    /// <summary>The request target exactly as sent. A string.</summary>
    public const string RequestUri = "REQUEST_URI";

    /// <summary>The request target exactly as sent: gunicorn's name for <see cref="RequestUri"/>. A string.</summary>
    public const string RawUri = "RAW_URI";

    /// <summary>The Content-Type header. A string, present only when the header was sent.</summary>
    public const string ContentType = "CONTENT_TYPE";

    /// <summary>The Content-Length header: decimal, bytes. A string, present only when the header was sent.</summary>
    public const string ContentLength = "CONTENT_LENGTH";

    /// <summary>The local address; on a Unix socket, the socket's path; the host that a trusted proxy names. A string.</summary>
    public const string ServerName = "SERVER_NAME";

    /// <summary>The local port, decimal; <c>""</c> on a Unix socket; that of the host that a trusted proxy names. A string.</summary>
    public const string ServerPort = "SERVER_PORT";

    /// <summary><c>HTTP/1.0</c>, <c>HTTP/1.1</c> or <c>HTTP/2</c>. A string.</summary>
    public const string ServerProtocol = "SERVER_PROTOCOL";

    /// <summary><c>zibai/VERSION</c>. A string.</summary>
    public const string ServerSoftware = "SERVER_SOFTWARE";

    /// <summary>
    /// The address of the client, as a trusted proxy tells it, or else of the peer; an IPv4-mapped one as plain IPv4; <c>""</c> where it is not known, and on a
    /// Unix socket. A string.
    /// </summary>
    public const string RemoteAddr = "REMOTE_ADDR";

    /// <summary>The port of the same, decimal; <c>""</c> where it is not known, and on a Unix socket. A string.</summary>
    public const string RemotePort = "REMOTE_PORT";

    /// <summary>What the keys of the request's headers begin with.</summary>
    public const string HttpPrefix = "HTTP_";

    /// <summary>The version of the contract, <c>(1, 0)</c>. An <c>(int, int)</c>.</summary>
    public const string WsgiVersion = "wsgi.version";

    /// <summary><c>http</c> or <c>https</c>. A string.</summary>
    public const string WsgiUrlScheme = "wsgi.url_scheme";

    /// <summary>The request's body. An <see cref="ZiBai.InputStream"/>.</summary>
    public const string WsgiInput = "wsgi.input";

    /// <summary>Whether <see cref="WsgiInput"/> ends where the body ends: always <see langword="true"/>. A bool.</summary>
    public const string WsgiInputTerminated = "wsgi.input_terminated";

    /// <summary>Where the app reports errors; goes to the error log in whole lines. A <see cref="TextWriter"/>.</summary>
    public const string WsgiErrors = "wsgi.errors";

    /// <summary>Whether the app may be called by several threads at once. A bool.</summary>
    public const string WsgiMultithread = "wsgi.multithread";

    /// <summary>Whether more than one worker process serves. A bool.</summary>
    public const string WsgiMultiprocess = "wsgi.multiprocess";

    /// <summary>Whether the app is called only once in this process's life: always <see langword="false"/>. A bool.</summary>
    public const string WsgiRunOnce = "wsgi.run_once";

    /// <summary>Makes a <see cref="ZiBai.FileWrapper"/>. A <c>Func&lt;Stream, int, FileWrapper&gt;</c>.</summary>
    public const string WsgiFileWrapper = "wsgi.file_wrapper";

    /// <summary>The way out to ASP.NET Core: the request's <c>IFeatureCollection</c>, typed object.</summary>
    public const string Features = "zibai.features";

    /// <summary>Fires when the client goes away. A <see cref="CancellationToken"/>.</summary>
    public const string RequestAborted = "zibai.request_aborted";
}
