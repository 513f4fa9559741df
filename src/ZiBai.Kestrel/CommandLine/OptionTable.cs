using Microsoft.Extensions.Logging;
using ZiBai.Forwarding;
using static ZiBai.CommandLine.OptionEntry;

namespace ZiBai.CommandLine;

/// <summary>Every option once: the parser, the help text, the validator's advice and the tests all read this table.</summary>
internal static class OptionTable
{
    /// <summary>The one argument. It has no dashes, and no row among the options.</summary>
    public static OptionEntry App { get; } =
        One<string>(nameof(ZiBaiOptions.App), "app", "required",
            "The app as an import string.",
            OptionValue.Text, (o, v) => o with { App = v }) with
        {
            ValueName = "MODULE:ATTRIBUTE",
            Advice = "give module:attribute, for example hello:App",
        };

    public static IReadOnlyList<OptionGroup> Groups { get; } =
    [
        new("App",
        [
            Switch(nameof(ZiBaiOptions.Call), "--call",
                "The import string names a factory, called with no arguments once per worker.",
                o => o with { Call = true }),
            One<string>(nameof(ZiBaiOptions.AppDir), "--app-dir", ".",
                "Where modules are looked for.",
                OptionValue.Text, (o, v) => o with { AppDir = v }) with
            {
                ValueName = "FOLDER",
                Advice = "give a folder that exists, for example --app-dir .",
            },
            Switch(nameof(ZiBaiOptions.Validate), "--validate",
                "Watch that the app keeps the rules of the contract: a broken one is an error in the log that names it. For development.",
                o => o with { Validate = true }),
            Switch(nameof(ZiBaiOptions.Debug), "--debug",
                "Answer what the app throws with a page that shows it: source lines, the request, the environ. For development: to clients on this machine, and "
                + "on loopback addresses alone.",
                o => o with { Debug = true }),
            Switch(nameof(ZiBaiOptions.DebugAnywhere), "--debug-anywhere",
                "--debug on every address and for everyone: whoever can reach the server then reads the app's source and secrets.",
                o => o with { DebugAnywhere = true }),
        ]),
        new("Listening",
        [
            new(nameof(ZiBaiOptions.Listen), "--listen", "127.0.0.1:8000",
                "Addresses to listen on: HOST:PORT, :PORT, [IPV6]:PORT or unix:PATH; port 0 takes a free one. Several may follow one "
                + "--listen, the app may come after them, and --listen may be repeated.",
                (ref ZiBaiOptions options, IReadOnlyList<string> values) =>
                {
                    options = options with { Listen = [.. values] };
                    return null;
                })
            {
                Aliases = ["-l"],
                ValueName = "ADDRESS...",
                Many = true,
                Advice = "give HOST:PORT, :PORT or unix:PATH, for example --listen 127.0.0.1:8000",
            },
            One<int>(nameof(ZiBaiOptions.Backlog), "--backlog", "system",
                "Connections that may wait to be accepted; by default as many as the system allows.",
                OptionValue.Whole, (o, v) => o with { Backlog = v }) with
            {
                ValueName = "COUNT",
                Advice = "give 1 or more, for example --backlog 1024",
            },
            One<int>(nameof(ZiBaiOptions.MaxConnections), "--max-connections", "none",
                "Connections a process has open at once; further ones wait in the backlog.",
                OptionValue.Whole, (o, v) => o with { MaxConnections = v }) with
            {
                ValueName = "COUNT",
                Advice = "give 1 or more, for example --max-connections 10000",
            },
            Switch(nameof(ZiBaiOptions.DualstackIPv6), "--dualstack-ipv6",
                "An IPv6 socket serves IPv4 too.",
                o => o with { DualstackIPv6 = true }),
            One<int>(nameof(ZiBaiOptions.UnixSocketPerms), "--unix-socket-perms", "600",
                "Permissions of Unix sockets, octal.",
                OptionValue.Octal, (o, v) => o with { UnixSocketPerms = (UnixFileMode)v }) with
            {
                ValueName = "OCTAL",
                Advice = "give 0 to 777 in octal, for example --unix-socket-perms 660",
            },
        ]),
        new("Workers",
        [
            One<int>(nameof(ZiBaiOptions.Subprocess), "--subprocess", "0",
                "Worker processes, under a supervisor that replaces them without losing a request; 0 serves in this process.",
                OptionValue.Whole, (o, v) => o with { Subprocess = v }) with
            {
                Aliases = ["-p"],
                ValueName = "COUNT",
                Advice = "give 0 or more, for example --subprocess 4",
            },
            One<int>(nameof(ZiBaiOptions.MaxWorkers), "--max-workers", "10",
                "Requests inside the app at once; further ones wait their turn.",
                OptionValue.Whole, (o, v) => o with { MaxWorkers = v }) with
            {
                Aliases = ["-w"],
                ValueName = "COUNT",
                Advice = "give 1 to 32767, for example --max-workers 10",
            },
            Switch(nameof(ZiBaiOptions.NoGevent), "--no-gevent",
                "Run synchronous apps on dedicated threads, as many as --max-workers, instead of the cooperative thread pool.",
                o => o with { NoGevent = true }),
            One<string>(nameof(ZiBaiOptions.Watchfiles), "--watchfiles", "none",
                "Globs of files below --app-dir, separated by ';', whose change restarts the workers one by one; raises --subprocess to at least 1. bin, "
                + "obj, .git, node_modules and .cache are left out, unless a glob names them.",
                OptionValue.Text, (o, v) => o with { Watchfiles = v }) with
            {
                ValueName = "GLOBS",
                Advice = "give globs relative to --app-dir, separated by ';', for example --watchfiles '*.dll;appsettings.json'",
            },
            Switch(nameof(ZiBaiOptions.Reload), "--reload",
                "Short for --watchfiles with what is usually worth a restart: C# sources, projects and assemblies, settings beside the app, .env.",
                o => o with { Reload = true }),
            One<long>(nameof(ZiBaiOptions.MaxRequestPreProcess), "--max-request-pre-process", "none",
                "Requests a process serves before it retires: a worker is replaced, and without worker processes the server exits gracefully.",
                OptionValue.WholeLong, (o, v) => o with { MaxRequestPreProcess = v }) with
            {
                Aliases = ["--max-requests"],
                ValueName = "COUNT",
                Advice = "give 1 or more, for example --max-request-pre-process 10000",
            },
            One<long>(nameof(ZiBaiOptions.MaxRequestJitter), "--max-request-jitter", "a tenth of the cap",
                "Most requests by which each worker's cap is raised, by chance, so that workers do not retire together.",
                OptionValue.WholeLong, (o, v) => o with { MaxRequestJitter = v }) with
            {
                ValueName = "COUNT",
                Advice = "give 0 or more, with --max-request-pre-process, for example --max-request-jitter 500",
            },
            One<TimeSpan>(nameof(ZiBaiOptions.BootTimeout), "--boot-timeout", "60",
                "Seconds a worker may take to become ready before it is killed.",
                OptionValue.Seconds, (o, v) => o with { BootTimeout = v }) with
            {
                ValueName = "SECONDS",
                Advice = "give more than 0, up to 1000000, for example --boot-timeout 60",
            },
            One<TimeSpan>(nameof(ZiBaiOptions.PingTimeout), "--ping-timeout", "30",
                "Seconds a worker may give no sign of life before it is killed and replaced.",
                OptionValue.Seconds, (o, v) => o with { PingTimeout = v }) with
            {
                ValueName = "SECONDS",
                Advice = "give more than 0, up to 1000000, for example --ping-timeout 30",
            },
            One<TimeSpan>(nameof(ZiBaiOptions.GracefulExitTimeout), "--graceful-exit-timeout", "10",
                "Seconds a graceful exit may take before what is left is aborted.",
                OptionValue.Seconds, (o, v) => o with { GracefulExitTimeout = v }) with
            {
                ValueName = "SECONDS",
                Advice = "give 0 to 1000000, for example --graceful-exit-timeout 10",
            },
        ]),
        new("Requests",
        [
            One<TimeSpan>(nameof(ZiBaiOptions.SocketTimeout), "--socket-timeout", "5",
                "Seconds a connection may stay silent: between requests, and from a request's first byte to its last header.",
                OptionValue.Seconds, (o, v) => o with { SocketTimeout = v }) with
            {
                ValueName = "SECONDS",
                Advice = "give more than 0, up to 1000000, for example --socket-timeout 5",
            },
            One<int>(nameof(ZiBaiOptions.H11MaxIncompleteEventSize), "--h11-max-incomplete-event-size", "server's",
                "Bytes of request line plus headers before 414 or 431 is answered; by default Kestrel's own limits.",
                OptionValue.Whole, (o, v) => o with { H11MaxIncompleteEventSize = v }) with
            {
                ValueName = "BYTES",
                Advice = "give 1 or more, for example --h11-max-incomplete-event-size 65536",
            },
            One<long>(nameof(ZiBaiOptions.MaxRequestBodySize), "--max-request-body-size", "none",
                "Bytes of a request's body before 413 is answered; of a body in chunks, what frames it counts too.",
                OptionValue.WholeLong, (o, v) => o with { MaxRequestBodySize = v }) with
            {
                ValueName = "BYTES",
                Advice = "give 1 or more, for example --max-request-body-size 10000000",
            },
            One<string>(nameof(ZiBaiOptions.UrlScheme), "--url-scheme", "http",
                "wsgi.url_scheme.",
                OptionValue.Text, (o, v) => o with { UrlScheme = v }) with
            {
                ValueName = "SCHEME",
                Advice = "give a letter, then letters, digits, '+', '-' or '.', for example --url-scheme https",
            },
            One<string>(nameof(ZiBaiOptions.UrlPrefix), "--url-prefix", "env SCRIPT_NAME",
                "SCRIPT_NAME, the path the app is mounted at; '' for none.",
                OptionValue.Prefix, (o, v) => o with { UrlPrefix = v }) with
            {
                ValueName = "PATH",
                Advice = "give a path that begins with '/', without '?' and '#', for example --url-prefix /shop",
            },
            One<HeaderMap>(nameof(ZiBaiOptions.HeaderMap), "--header-map", "drop",
                "Headers with '_' in their names: drop leaves them out; dangerous maps them like those with '-', so that clients can pass them off "
                + "as a proxy's.",
                OptionValue.Headers, (o, v) => o with { HeaderMap = v }) with
            {
                ValueName = "drop|dangerous",
                Choices = ["drop", "dangerous"],
                Advice = "give drop or dangerous, for example --header-map drop",
            },
            One<string>(nameof(ZiBaiOptions.ForwardedAllowIps), "--forwarded-allow-ips", TrustedProxies.ThisMachine,
                "Proxies whose X-Forwarded-For, -Proto, -Host, -Prefix and Forwarded say who the client is: IP addresses and networks, separated by ','; "
                + "'*' is everyone. With any list but '' peers on Unix sockets are trusted too. From anyone else these headers are removed.",
                OptionValue.Text, (o, v) => o with { ForwardedAllowIps = v }) with
            {
                ValueName = "NETWORKS",
                Advice = "give IP addresses, networks or '*', separated by ',', for example --forwarded-allow-ips 127.0.0.1,10.0.0.0/8",
            },
            One<int>(nameof(ZiBaiOptions.ForwardedHops), "--forwarded-hops", "1",
                "Trusted proxies that a request comes through: 1 for nginx alone, 2 for nginx behind a CDN.",
                OptionValue.Whole, (o, v) => o with { ForwardedHops = v }) with
            {
                ValueName = "COUNT",
                Advice = "give 1 or more, for example --forwarded-hops 2",
            },
        ]),
        new("Hooks",
        [
            Hook(nameof(ZiBaiOptions.BeforeServe), "--before-serve",
                "Runs before the first connection is accepted.",
                (o, v) => o with { BeforeServe = v }),
            Hook(nameof(ZiBaiOptions.BeforeGracefulExit), "--before-graceful-exit",
                "Runs when a graceful exit begins.",
                (o, v) => o with { BeforeGracefulExit = v }),
            Hook(nameof(ZiBaiOptions.BeforeDied), "--before-died",
                "Runs last, on every kind of exit.",
                (o, v) => o with { BeforeDied = v }),
        ]),
        new("Logging",
        [
            Switch(nameof(ZiBaiOptions.NoAccessLog), "--no-access-log",
                "Write no access records.",
                o => o with { NoAccessLog = true }),
            One<string>(nameof(ZiBaiOptions.AccessLogFormat), "--access-log-format", "default",
                "What a request's record looks like: default, common, combined, json, or a Serilog output template over its fields.",
                OptionValue.Text, (o, v) => o with { AccessLogFormat = v }) with
            {
                ValueName = "FORMAT",
                Choices = ["default", "common", "combined", "json"],
                Advice = "give default, common, combined, json or a template, for example --access-log-format '{REMOTE_ADDR} {PATH_INFO} {status}'",
            },
            One<LogLevel>(nameof(ZiBaiOptions.LogLevel), "--log-level", "info",
                "From which level on the logger zibai writes: starts, stops and signals. The other loggers have levels of their own.",
                OptionValue.Level, (o, v) => o with { LogLevel = v }) with
            {
                ValueName = "LEVEL",
                Choices = ["debug", "info", "warning", "error", "critical"],
                Advice = "give debug, info, warning, error or critical, for example --log-level info",
            },
            One<string>(nameof(ZiBaiOptions.LoggingConfigFilepath), "--logging-config-filepath", "none",
                "JSON file that says per logger which level is written, and where to, as Serilog is configured. Paths in it are relative to the current "
                + "directory.",
                OptionValue.Text, (o, v) => o with { LoggingConfigFilepath = v }) with
            {
                ValueName = "FILE",
                Advice = "give a file that exists, for example --logging-config-filepath logging.json",
            },
        ]),
        new("Configuration",
        [
            One<string>(nameof(ZiBaiOptions.Config), "--config", "none",
                "JSON file of options by their names without dashes, for example { \"max-workers\": 20 }. The environment (ZIBAI_MAX_WORKERS) comes before "
                + "it, and the command line before both.",
                OptionValue.Text, (o, v) => o with { Config = v }) with
            {
                ValueName = "FILE",
                Advice = "give a file that exists, for example --config zibai.json",
            },
            Switch(nameof(ZiBaiOptions.CheckConfig), "--check-config",
                "Load everything, the app and the hooks too, say whether it is good, and exit: with 0, 2 or 3. Nothing is bound, and no hook runs.",
                o => o with { CheckConfig = true }),
        ]),
    ];

    public static IReadOnlyList<OptionEntry> Options { get; } = [.. Groups.SelectMany(group => group.Entries)];

    /// <summary>The app, and every option.</summary>
    public static IReadOnlyList<OptionEntry> All { get; } = [App, .. Options];

    /// <summary>The row of a member of <see cref="ZiBaiOptions"/>.</summary>
    public static OptionEntry Of(string member) =>
        member == App.Member ? App : Options.First(entry => entry.Member == member);

    private static OptionEntry Hook(string member, string name, string meaning, Func<ZiBaiOptions, string, ZiBaiOptions> set) =>
        One<string>(member, name, "none", meaning, OptionValue.Text, set) with
        {
            ValueName = "MODULE:ATTRIBUTE",
            Advice = $"give module:attribute, for example {name} hello:Start",
        };
}
