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
}
