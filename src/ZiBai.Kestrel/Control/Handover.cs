using System.Diagnostics;
using ZiBai.Control.Unix;

namespace ZiBai.Control;

/// <summary>The handover of the system that this process runs on.</summary>
internal static class Handover
{
    /// <summary>Null where worker processes are not available: see <see cref="CommandLine.ZiBaiOptionsValidator"/>.</summary>
    public static IHandover? OfThisSystem { get; } = OperatingSystem.IsWindows() ? null : new UnixHandover();

    /// <summary>Starts a program that gets nothing of what workers get, on whatever system.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The system could not start it.</exception>
    public static Process StartApart(ProcessStartInfo program) => OfThisSystem?.StartApart(program) ?? Process.Start(program)!;

    /// <summary>As <see cref="StartApart"/>, for a program that keeps from signals of the supervisor's as a worker does, and so takes them back itself.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The system could not start it.</exception>
    public static Process StartOwn(ProcessStartInfo program) => OfThisSystem?.StartOwn(program) ?? Process.Start(program)!;
}
