using Microsoft.Extensions.Logging;

namespace ZiBai.Adapter;

/// <summary>Says at the start that debug pages are on: nobody should come to serve with them unawares.</summary>
internal static partial class DebugNotice
{
    /// <summary>Says it, if they are.</summary>
    public static void Log(ILogger logger, ZiBaiOptions options)
    {
        if (options.DebugAnywhere)
        {
            LogAnywhere(logger);
        }
        else if (options.Debug)
        {
            LogHere(logger);
        }
    }

    [LoggerMessage(2010, LogLevel.Warning, "Debug pages are on: clients on this machine read the app's source and secrets where it fails. For development only",
        EventName = "DebugPages")]
    private static partial void LogHere(ILogger logger);

    [LoggerMessage(2011, LogLevel.Warning,
        "DEBUG PAGES ARE ON FOR EVERYONE (--debug-anywhere): whoever can reach this server reads the app's source and secrets where it fails. "
        + "Never do this where others can connect",
        EventName = "DebugPagesAnywhere")]
    private static partial void LogAnywhere(ILogger logger);
}
