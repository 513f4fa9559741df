using System.Globalization;

namespace ZiBai.Benchmarks.Processes;

/// <summary>What Linux tells of the server under load: <c>proc_pid_status(5)</c>.</summary>
internal sealed class ServerProcess(int pid)
{
    /// <summary>Threads now.</summary>
    public long Threads => Read("Threads");

    /// <summary>The most memory that was resident at once since the process began, in MB of 2^20 bytes.</summary>
    public long PeakMegabytes => Read("VmHWM") / 1024;

    private long Read(string name)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith($"{name}:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(name.Length + 1).Trim(" \tkB"), CultureInfo.InvariantCulture);
    }
}
