using System.Globalization;
using System.Text;

namespace ZiBai.Benchmarks.Memory;

/// <summary>What the processes held at the end of the first round, of the one in the middle and of the last.</summary>
internal static class MemoryTable
{
    /// <param name="processes">Equally many samples of each.</param>
    /// <param name="samplesARound">Samples that make a round; the last of them counts.</param>
    public static string Of(IReadOnlyList<ProcessMemory> processes, int samplesARound)
    {
        var width = processes.Max(static process => process.Process.Length);
        var text = new StringBuilder().Append(' ', width).Append("   first  middle    last  last/first\n");
        foreach (var process in processes)
        {
            double[] rounds = [.. process.Samples.Chunk(samplesARound).Select(static round => round[^1].ResidentMegabytes)];
            var (first, middle, last) = (rounds[0], rounds[(rounds.Length - 1) / 2], rounds[^1]);
            text.Append(
                CultureInfo.InvariantCulture, $"{process.Process.PadRight(width)}  {first,6:F1}  {middle,6:F1}  {last,6:F1}  {last / first,10:F3}\n");
        }

        return text.ToString();
    }
}
