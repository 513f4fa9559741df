using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ZiBai.Benchmarks.Processes;

/// <summary>
/// A process's CPU time to the nanosecond. <c>/proc/PID/stat</c> has the same sum in ticks of 10 ms, user and system time apart; a thread's <c>schedstat</c>
/// is exact and gone with the thread.
/// </summary>
/// <remarks>Source: <c>clock_getcpuclockid(3)</c>, which gives the clock of any process.</remarks>
internal static partial class CpuClock
{
    /// <exception cref="Win32Exception">There is no such process.</exception>
    public static TimeSpan Read(int pid)
    {
        var error = GetClock(pid, out var clock);
        if (error != 0)
        {
            throw new Win32Exception(error, $"Process {pid} has no CPU clock: {Marshal.GetPInvokeErrorMessage(error)}.");
        }

        return GetTime(clock, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick)
            : throw new Win32Exception(Marshal.GetLastPInvokeError(), $"The CPU clock of process {pid} cannot be read: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetClock(int pid, out int clock);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out Time time);

    // struct timespec of the 64-bit platforms.
    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
