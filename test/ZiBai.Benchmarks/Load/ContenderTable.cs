using System.Globalization;
using ZiBai.Benchmarks.Servers;

namespace ZiBai.Benchmarks.Load;

/// <summary>Everyone who can be measured.</summary>
/// <param name="tool">The published <c>zibai</c>.</param>
/// <param name="apps">The folder of the apps it serves.</param>
internal sealed class ContenderTable(string tool, string apps)
{
    private static readonly Work[] _peerWork = [Work.Hello, Work.Sleep];

    /// <summary>The apps of the servers that are not .NET.</summary>
    public static string Peers { get; } = Path.Combine(AppContext.BaseDirectory, "Servers", "Peers");

    /// <summary>In the order of the table.</summary>
    public IReadOnlyList<Contender> All() =>
    [
        Own(Contender.Yardstick, "bare"),
        Own("minimal", "minimal"),
        ZiBai("zibai", "Sync", "--no-access-log"),
        ZiBai("zibai-async", "Async", "--no-access-log") with
        {
            // The server sends a file by itself, whichever form the app has.
            Works = [Work.Hello, Work.Echo, Work.TwentyHeaders, Work.Stream, Work.Upload, Work.Sleep],
        },
        ZiBai("zibai-no-gevent", "Sync", "--no-access-log", "--no-gevent"),
        ZiBai("zibai-access-log", "Sync"),
        ZiBai("zibai-p1", "Sync", "--no-access-log", "-p", "1"),
        ZiBai("zibai-p2", "Sync", "--no-access-log", "-p", "2"),
        Peer("gunicorn", "gunicorn", "gunicorn", static (workload, endpoint) =>
        [
            // Its default worker closes each connection; gthread keeps them.
            "--chdir", Peers, "--bind", $"{endpoint}", "--workers", "1", "--worker-class", "gthread", "--threads", Places(workload, usual: 4),
            "--worker-connections", "2000", "--keep-alive", "5", $"peer:{workload.Work.Name.ToLowerInvariant()}",
        ]),
        Peer("waitress", "waitress-serve", "python3-waitress", static (workload, endpoint) =>
        [
            $"--listen={endpoint}", $"--threads={Places(workload, usual: 4)}", "--connection-limit=2000", "--asyncore-use-poll",
            $"peer:{workload.Work.Name.ToLowerInvariant()}",
        ]),
        Peer("puma", "puma", "puma", static (workload, endpoint) =>
        [
            "--quiet", "--environment", "production", "--threads", $"{Places(workload, usual: 5)}:{Places(workload, usual: 5)}",
            "--bind", $"tcp://{endpoint}", Path.Combine(Peers, $"{workload.Work.Name.ToLowerInvariant()}.ru"),
        ]),
        Peer("node", "node", "nodejs", static (workload, endpoint) =>
            [Path.Combine(Peers, "peer.js"), endpoint.Port.ToString(CultureInfo.InvariantCulture), workload.Work.Name]),
        Own("bare-unix", "bare") with { IsUnix = true },
        ZiBai("zibai-unix", "Sync", "--no-access-log") with { IsUnix = true },
    ];

    private static Contender Own(string name, string command) =>
        new(name, Environment.ProcessPath!, (workload, endpoint) => [command, $"{endpoint}", workload.Work.Name]);

    private static Contender Peer(string name, string program, string package, Func<Workload, Endpoint, IEnumerable<string>> arguments) =>
        new(name, program, arguments) { Works = _peerWork, Package = package };

    private static string Places(Workload workload, int usual) => (workload.Places ?? usual).ToString(CultureInfo.InvariantCulture);

    private Contender ZiBai(string name, string form, params string[] options) => new(name, tool, (workload, endpoint) =>
    [
        form == "Sync" && workload.Work == Work.Hello ? "hello:App" : $"workloads:{form}.{workload.Work.Name}",
        "--app-dir", apps, "-l", $"{endpoint}", .. options,
        .. workload.Places is { } places ? (string[])["-w", places.ToString(CultureInfo.InvariantCulture)] : [],
    ]);
}
