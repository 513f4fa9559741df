using System.ComponentModel;
using System.Globalization;
using ZiBai.Benchmarks.Processes;
using ZiBai.Testing;

namespace ZiBai.Benchmarks.Tests.Processes;

public sealed class CpuClockTests
{
    /// <summary>Linux gives no process a greater id: PID_MAX_LIMIT.</summary>
    private const int MostIds = 1 << 22;

    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(10);

    [LinuxFact]
    public async Task AThreadThatHasEndedStillCounts()
    {
        var before = CpuClock.Read(Environment.ProcessId);
        var thread = new Thread(() =>
        {
            while (CpuClock.Read(Environment.ProcessId) - before < 5 * _tick)
            {
                // What is measured.
            }
        });
        thread.Start();
        await Task.Run(thread.Join).WaitAsync(Timeouts.Default);

        Assert.True(CpuClock.Read(Environment.ProcessId) - before >= 5 * _tick);
    }

    [LinuxFact]
    public async Task TheTimeOfAnotherProcessIsThatOfItsStat()
    {
        // It works, and then waits for input that never comes: both clocks stand still.
        await using var child = ChildProcess.Start(
            "/bin/sh", ["-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo done; read -r line"], keepInput: true);
        await child.WaitForLineAsync("^done$");

        var clock = CpuClock.Read(child.Id);

        // utime and stime are each rounded down to a tick.
        var stat = (await File.ReadAllTextAsync($"/proc/{child.Id}/stat")).Split(") ")[1].Split(' ');
        var ticks = _tick * (int.Parse(stat[11], CultureInfo.InvariantCulture) + int.Parse(stat[12], CultureInfo.InvariantCulture));
        Assert.InRange(clock, ticks - _tick, ticks + (3 * _tick));
    }

    [LinuxFact]
    public void ProcessThatIsNotThereIsAnError() => Assert.Contains(
        "has no CPU clock", Assert.Throws<Win32Exception>(static () => CpuClock.Read(MostIds + 1)).Message, StringComparison.Ordinal);
}
