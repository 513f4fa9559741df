namespace Probe;

/// The file that the environment variable PROBE_FILE names.
internal static class Record
{
    private static readonly Lock _lock = new();

    public static void Append(string line)
    {
        lock (_lock)
        {
            File.AppendAllText(Environment.GetEnvironmentVariable("PROBE_FILE")!, line + "\n");
        }
    }
}
