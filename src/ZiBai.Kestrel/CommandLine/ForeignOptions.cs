namespace ZiBai.CommandLine;

/// <summary>What gunicorn and uvicorn call things, and what to do here instead: the end of the message that there is no such option.</summary>
internal static class ForeignOptions
{
    private static readonly Dictionary<string, string> _advice = new(StringComparer.Ordinal)
    {
        ["--bind"] = "here it is --listen",
        ["-b"] = "here it is --listen",
        ["--host"] = "here it is --listen HOST:PORT",
        ["--port"] = "here it is --listen HOST:PORT",
        ["--uds"] = "here it is --listen unix:PATH",
        ["--umask"] = "the permissions of Unix sockets are --unix-socket-perms",
        ["--workers"] = "processes are --subprocess, requests at once in each are --max-workers",
        ["--worker"] = "processes are --subprocess, requests at once in each are --max-workers",
        ["--worker-class"] = "here it is --no-gevent, or nothing: apps run on the thread pool, asynchronous ones without a thread",
        ["-k"] = "here it is --no-gevent, or nothing: apps run on the thread pool, asynchronous ones without a thread",
        ["--threads"] = "here it is --max-workers",
        ["--limit-concurrency"] = "here it is --max-workers",
        ["--worker-connections"] = "here it is --max-connections",
        ["--timeout"] = "a worker that gives no sign of life is --ping-timeout, a silent client --socket-timeout",
        ["-t"] = "a worker that gives no sign of life is --ping-timeout, a silent client --socket-timeout",
        ["--timeout-worker-healthcheck"] = "here it is --ping-timeout",
        ["--keep-alive"] = "here it is --socket-timeout",
        ["--timeout-keep-alive"] = "here it is --socket-timeout",
        ["--graceful-timeout"] = "here it is --graceful-exit-timeout",
        ["--timeout-graceful-shutdown"] = "here it is --graceful-exit-timeout",
        ["--limit-max-requests"] = "here it is --max-request-pre-process",
        ["--max-requests-jitter"] = "here it is --max-request-jitter",
        ["--limit-request-line"] = "here it is --h11-max-incomplete-event-size",
        ["--reload-dir"] = "here it is --watchfiles, relative to --app-dir",
        ["--reload-include"] = "here it is --watchfiles",
        ["--reload-extra-file"] = "here it is --watchfiles",
        ["--access-logfile"] = "access records go to standard output, or where --logging-config-filepath says",
        ["--error-logfile"] = "errors go to standard error, or where --logging-config-filepath says",
        ["--log-file"] = "errors go to standard error, or where --logging-config-filepath says",
        ["--access-logformat"] = "here it is --access-log-format",
        ["--log-config"] = "here it is --logging-config-filepath",
        ["--root-path"] = "here it is --url-prefix",
        ["--chdir"] = "here it is --app-dir",
        ["--factory"] = "here it is --call",
        ["--preload"] = "each worker loads the app by itself, so that a restart takes its new files; leave it out",
        ["--proxy-headers"] = "here it is --forwarded-allow-ips",
        ["--no-proxy-headers"] = "here it is --forwarded-allow-ips ''",
        ["--pid"] = "systemd knows the process, which is the one that was started; leave it out",
        ["--pidfile"] = "systemd knows the process, which is the one that was started; leave it out",
        ["--certfile"] = "TLS is for a proxy in front, such as nginx",
        ["--keyfile"] = "TLS is for a proxy in front, such as nginx",
        ["--ssl-certfile"] = "TLS is for a proxy in front, such as nginx",
        ["--ssl-keyfile"] = "TLS is for a proxy in front, such as nginx",
        ["-c"] = "here it is --config, a file of JSON",
        ["-v"] = "here it is --version",
        ["--daemon"] = "use systemd; zibai stays in the foreground",
        ["-D"] = "use systemd; zibai stays in the foreground",
    };

    /// <summary>Every such name.</summary>
    public static IEnumerable<string> Names => _advice.Keys;

    /// <summary>What to do instead; null for a name that is not known from there either.</summary>
    public static string? Advice(string name) => _advice.GetValueOrDefault(name);
}
