using ZiBai.Control.Unix;

namespace ZiBai.Control;

/// <summary>The handover of the system that this process runs on.</summary>
internal static class Handover
{
    /// <summary>Null where worker processes are not available: see <see cref="CommandLine.ZiBaiOptionsValidator"/>.</summary>
    public static IHandover? OfThisSystem { get; } = OperatingSystem.IsWindows() ? null : new UnixHandover();
}
