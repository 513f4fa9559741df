using System.Globalization;
using System.Text;

namespace ZiBai.Benchmarks.Servers;

/// <summary>What the servers here answer with, the same as the apps of test/Apps/Workloads.</summary>
internal static class Material
{
    /// <summary>The environment variable that names the file to send.</summary>
    public const string FileVariable = "BENCHMARK_FILE";

    public const int ChunkCount = 16;

    public static readonly byte[] Hello = "Hello World!"u8.ToArray();

    public static readonly byte[] Chunk = [.. Enumerable.Repeat((byte)'x', 64 * 1024)];

    public static readonly TimeSpan Sleep = TimeSpan.FromMilliseconds(10);

    public static string File { get; } = Environment.GetEnvironmentVariable(FileVariable) ?? "";

    /// <summary>Reads a body, and says how long it was.</summary>
    public static async ValueTask<byte[]> LengthOfAsync(Stream body)
    {
        var piece = new byte[64 * 1024];
        var length = 0L;
        while (await body.ReadAsync(piece) is > 0 and var read)
        {
            length += read;
        }

        return Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture));
    }
}
