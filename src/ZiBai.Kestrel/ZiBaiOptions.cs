using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using ZiBai.Forwarding;
using ZiBai.Logging.Records;

namespace ZiBai;

/// <summary>
/// What the command line says, as a plain record that <c>System.Text.Json</c> writes and reads back. Each member is the option of the
/// same name; a default is the option's default.
/// </summary>
public sealed partial record ZiBaiOptions
{
    /// <summary>The import string of the app, <c>module:attribute</c>. Null only where the app is handed over as a delegate.</summary>
    public string? App { get; init; }

    /// <summary>Whether <see cref="App"/> names a factory, called with no arguments once per worker. Default: false.</summary>
    public bool Call { get; init; }

    /// <summary>
    /// Whether <see cref="Validator"/> watches the app, for development: a rule that is broken is an exception where it was broken, logged and answered
    /// like any other of the app's. Default: false.
    /// </summary>
    public bool Validate { get; init; }

    /// <summary>
    /// Whether an app's failure is answered with a page that shows it, for development: the exception, the source lines it came through and the environ. Only
    /// clients on this machine get it, and <see cref="Listen"/> has to be loopback addresses. Default: false.
    /// </summary>
    public bool Debug { get; init; }

    /// <summary>
    /// Whether whoever can reach the server gets the page of <see cref="Debug"/>, which this switches on: the app's source and secrets are theirs. Default: false.
    /// </summary>
    public bool DebugAnywhere { get; init; }

    /// <summary>Addresses to listen on: <c>HOST:PORT</c>, <c>:PORT</c> or <c>unix:PATH</c>. Default: <c>127.0.0.1:8000</c>.</summary>
    public IReadOnlyList<string> Listen { get; init; } = ["127.0.0.1:8000"];

    /// <summary>Worker processes. Default 0: this process serves. Range: 0 and up.</summary>
    public int Subprocess { get; init; }

    /// <summary>
    /// Whether synchronous apps run on <see cref="MaxWorkers"/> dedicated threads instead of the thread pool. A client that is slow to take its response keeps its thread
    /// until Kestrel's minimum rate gives it up. Default: false.
    /// </summary>
    public bool NoGevent { get; init; }

    /// <summary>Requests inside the app at once; further ones wait their turn. Default: 10. Range: 1 to 32767.</summary>
    public int MaxWorkers { get; init; } = 10;

    /// <summary>
    /// Globs of files whose change restarts the workers one by one, separated by <c>;</c> and relative to <see cref="AppDir"/>. The folders <c>bin</c>,
    /// <c>obj</c>, <c>.git</c>, <c>node_modules</c> and <c>.cache</c> are left out where a glob does not name them. Default null: none are watched.
    /// </summary>
    public string? Watchfiles { get; init; }

    /// <summary>
    /// Whether <see cref="Watchfiles"/>, where it is null, is what is usually worth a restart: C# sources, projects and assemblies, and JSON files and
    /// <c>.env</c> in <see cref="AppDir"/> itself. Default: false.
    /// </summary>
    public bool Reload { get; init; }

    /// <summary>Connections that may wait to be accepted. Default null: as many as the system allows. Range: 1 and up.</summary>
    public int? Backlog { get; init; }

    /// <summary>
    /// How long a connection may stay silent: between requests, and from a request's first byte to its last header. Default: 5 s. Range: more than 0, up to
    /// 1,000,000 s.
    /// </summary>
    public TimeSpan SocketTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether an IPv6 socket serves IPv4 too. Default: false.</summary>
    public bool DualstackIPv6 { get; init; }

    /// <summary>Permissions of Unix sockets. Default: octal 600, the owner alone.</summary>
    public UnixFileMode UnixSocketPerms { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Bytes of request line plus headers before 414 or 431 is answered. Default null: Kestrel's own limits. Range: 1 and up.</summary>
    public int? H11MaxIncompleteEventSize { get; init; }

    /// <summary>
    /// Bytes of a request's body before 413 is answered and the connection closed; of a body in chunks, what frames it counts too. Default null: no
    /// limit. Range: 1 and up.
    /// </summary>
    public long? MaxRequestBodySize { get; init; }

    /// <summary>
    /// Connections a process has open at once, over all its addresses; further ones wait in the backlog until one ends, or another worker has room. Clients
    /// that come to several addresses in the same instant may be one more for each address but the first. A process that exits gracefully lets them all in.
    /// Default null: no limit. Range: 1 and up.
    /// </summary>
    public int? MaxConnections { get; init; }

    /// <summary>
    /// Requests a process serves before it retires. Default null: no cap. In-flight requests finish; a worker process goes on until its replacement is
    /// ready. Range: 1 and up.
    /// </summary>
    public long? MaxRequestPreProcess { get; init; }

    /// <summary>
    /// Most requests by which each worker's cap is raised, by chance, so that workers do not retire together. Default null: a tenth of the cap. Range: 0
    /// and up.
    /// </summary>
    public long? MaxRequestJitter { get; init; }

    /// <summary>How long a worker process may take to become ready before it is killed. Default: 60 s. Range: more than 0, up to 1,000,000 s.</summary>
    public TimeSpan BootTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a worker process that serves may give no sign of life before it is killed and replaced. Default: 30 s, gunicorn's too. Range: more than 0, up
    /// to 1,000,000 s.
    /// </summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a graceful exit may take before what is left is aborted. Default: 10 s. Range: 0 to 1,000,000 s.</summary>
    public TimeSpan GracefulExitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary><c>wsgi.url_scheme</c>. Default: <c>http</c>.</summary>
    public string UrlScheme { get; init; } = "http";

    /// <summary>
    /// <c>SCRIPT_NAME</c>: the path the app is mounted at, with a leading slash; a trailing one is taken off. Default null: the environment
    /// variable <c>SCRIPT_NAME</c>, else none.
    /// </summary>
    public string? UrlPrefix { get; init; }

    /// <summary>What becomes of request headers with an underscore in their names. Default: they are dropped.</summary>
    public HeaderMap HeaderMap { get; init; } = HeaderMap.Drop;

    /// <summary>
    /// Peers whose <c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c>, <c>-Prefix</c> and <c>Forwarded</c> (RFC 7239) say who the client is; from anyone
    /// else these headers are removed. IP addresses and networks such as <c>10.0.0.0/8</c>, separated by commas; <c>*</c> is everyone. Peers on Unix sockets
    /// are trusted with any list but the empty one, which trusts nobody. Default: <c>127.0.0.1,::1</c>, this machine.
    /// </summary>
    public string ForwardedAllowIps { get; init; } = TrustedProxies.ThisMachine;

    /// <summary>
    /// Trusted proxies that a request comes through: 1 for nginx alone, 2 for nginx behind a CDN. Of each list in a header the last so many values are
    /// kept, of which the first counts. Default: 1. Range: 1 and up.
    /// </summary>
    public int ForwardedHops { get; init; } = 1;

    /// <summary>Import string of a hook that runs before the first connection is accepted. Default null: none.</summary>
    public string? BeforeServe { get; init; }

    /// <summary>Import string of a hook that runs when a graceful exit begins. Default null: none.</summary>
    public string? BeforeGracefulExit { get; init; }

    /// <summary>Import string of a hook that runs last, on every kind of exit. Default null: none.</summary>
    public string? BeforeDied { get; init; }

    /// <summary>Whether access records are left out. Default: false.</summary>
    public bool NoAccessLog { get; init; }

    /// <summary>
    /// What the records of requests look like: <c>default</c>, <c>common</c>, <c>combined</c>, <c>json</c>, which more fields may follow after commas, or a
    /// Serilog output template over their fields, for example <c>{REMOTE_ADDR} {REQUEST_METHOD} {PATH_INFO} {status} {elapsed_ms}</c>. Default:
    /// <c>default</c>.
    /// </summary>
    public string AccessLogFormat { get; init; } = AccessFormat.Default;

    /// <summary>
    /// From which level on the logger <c>zibai</c> writes: starts, stops and signals. The other loggers have levels of their own. Default:
    /// <see cref="LogLevel.Information"/>. Range: <see cref="LogLevel.Debug"/> to <see cref="LogLevel.Critical"/>.
    /// </summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>
    /// Path of a logging configuration file, JSON with a section per logger in Serilog's own format. Paths, of the file and in it, are relative to the current
    /// directory. Default null: none.
    /// </summary>
    public string? LoggingConfigFilepath { get; init; }

    /// <summary>Where modules are looked for. Default: the current directory.</summary>
    public string AppDir { get; init; } = ".";

    /// <summary>
    /// Path of the JSON file that options were read from. A note only: it is read with the command line, and not again. Default null: none.
    /// </summary>
    public string? Config { get; init; }

    /// <summary>
    /// Whether <see cref="ZiBaiServer"/> loads the app and the hooks, says whether that and these options are good, and serves nothing. Default: false.
    /// </summary>
    public bool CheckConfig { get; init; }

    /// <summary>
    /// What the command line answers instead of serving: its help, its version, or what is wrong with it. Null when there is nothing to
    /// say. <see cref="ZiBaiServer"/> prints it and returns its exit code.
    /// </summary>
    [JsonIgnore]
    public CommandLineAnswer? Answer { get; init; }
}
