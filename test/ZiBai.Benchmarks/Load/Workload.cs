namespace ZiBai.Benchmarks.Load;

/// <summary>Work, and how it is asked for.</summary>
/// <param name="Name">How the command line calls it.</param>
/// <param name="Title">What it is.</param>
/// <param name="Work">The request and its response.</param>
/// <param name="Contenders">Who takes part unless others are named, by name.</param>
internal sealed record Workload(string Name, string Title, Work Work, IReadOnlyList<string> Contenders)
{
    /// <summary>For requests so large that a round has few of them: those that are half done at its end count for nothing, and are to be few.</summary>
    private const int FewConnections = 4;

    private static readonly string[] _core = ["bare", "minimal", "zibai", "zibai-async"];
    private static readonly string[] _peers = ["gunicorn", "waitress", "puma", "node"];

    /// <summary>Connections, each of which has a request under way at any time. Default 32.</summary>
    public int Connections { get; init; } = 32;

    /// <summary>
    /// Requests at once inside an app that holds a thread for each: threads of a server that has a fixed number of them. Null: each server's default,
    /// for work that is over at once.
    /// </summary>
    public int? Places { get; init; }

    /// <summary>Whether this program's own client asks, which can do so on a Unix socket; else wrk, which cannot.</summary>
    public bool IsOwnClients { get; init; }

    public static IReadOnlyList<Workload> All { get; } =
    [
        new(
            "hello",
            "Hello World!, 32 connections",
            Work.Hello,
            ["bare", "minimal", "zibai", "zibai-async", "zibai-no-gevent", "zibai-access-log", "zibai-p1", "zibai-p2", .. _peers]),
        new("hello-1", "Hello World!, 1 connection", Work.Hello, _core) { Connections = 1 },
        new("hello-256", "Hello World!, 256 connections", Work.Hello, _core) { Connections = 256 },
        new("hello-1024", "Hello World!, 1024 connections", Work.Hello, _core) { Connections = 1024 },
        new("echo", "1 KiB said back, 32 connections", Work.Echo, _core),
        new("headers", "20 request headers of which the app reads two, 32 connections", Work.TwentyHeaders, _core),
        new("stream", "1 MiB in chunks of 64 KiB, 32 connections", Work.Stream, _core),
        new("file", "a file of 10 MiB, 4 connections", Work.File, ["bare", "minimal", "zibai"]) { Connections = FewConnections },
        new("upload", "10 MiB read by the app, 4 connections", Work.Upload, _core) { Connections = FewConnections },
        new(
            "sleep",
            "an app that waits 10 ms, 32 connections (3,200 requests a second would be perfect)",
            Work.Sleep,
            [.. _core, "zibai-no-gevent", .. _peers])
        {
            Places = 32,
        },
        new(
            "unix",
            "Hello World! over TCP and over a Unix socket, 32 connections of this program's own client",
            Work.Hello,
            ["bare", "bare-unix", "zibai", "zibai-unix"])
        {
            IsOwnClients = true,
        },
    ];
}
