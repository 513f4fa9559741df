namespace ZiBai.Logging.Output;

/// <summary>Whether lines are coloured: on a terminal, unless the user wants none.</summary>
internal static class TerminalColours
{
    /// <param name="descriptor">1 or 2.</param>
    public static bool AreWantedOn(int descriptor) =>
        !OperatingSystem.IsWindows()
        && StandardDescriptor.IsTerminal(descriptor)

        // https://no-color.org: set, and not empty.
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";
}
