namespace ZiBai.Logging;

/// <summary>The four loggers, by category.</summary>
internal static class LoggerNames
{
    /// <summary>Process management: start, stop, signals.</summary>
    public const string Main = "zibai";

    /// <summary>Protocol errors and connections: the clients' faults.</summary>
    public const string Debug = "zibai.debug";

    /// <summary>One record a request.</summary>
    public const string Access = "zibai.access";

    /// <summary>The app's failures and what it writes to wsgi.errors.</summary>
    public const string Error = "zibai.error";

    /// <summary>What Kestrel has to say of the clients and their connections.</summary>
    private static readonly HashSet<string> _clients =
    [
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
        "Microsoft.AspNetCore.Server.Kestrel.Connections",
        "Microsoft.AspNetCore.Server.Kestrel.Http2",
        "Microsoft.AspNetCore.Server.Kestrel.Http3",
        "Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets",
    ];

    public static readonly string[] All = [Main, Debug, Access, Error];

    /// <summary>The logger that stands for a category: itself, but for what is for <see cref="Debug"/>.</summary>
    public static string Of(string category) => _clients.Contains(category) ? Debug : category;
}
