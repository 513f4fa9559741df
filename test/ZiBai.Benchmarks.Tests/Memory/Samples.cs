using ZiBai.Benchmarks.Memory;

namespace ZiBai.Benchmarks.Tests.Memory;

/// <summary>Samples made by hand: three rounds of two.</summary>
internal static class Samples
{
    public static IReadOnlyList<ProcessMemory> All { get; } =
    [
        Of("hello worker", 50, 60, 70, 80, 90, 90),
        Of("echo worker", 60, 60, 60, 60, 60, 60),
        Of("stream worker", 70, 80, 80, 80, 80, 100),
        Of("upload <worker>", 60, 60, 60, 60, 60, 60),
        Of("hello supervisor", 40, 40, 40.25, 40, 40, 20),
    ];

    private static ProcessMemory Of(string name, params double[] megabytes) =>
        new(name, [.. megabytes.Select(static (held, index) => new MemorySample(5 * (index + 1), held))]);
}
