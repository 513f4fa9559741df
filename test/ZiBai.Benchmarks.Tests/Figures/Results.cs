using ZiBai.Benchmarks.Figures;

namespace ZiBai.Benchmarks.Tests.Figures;

/// <summary>A result made by hand.</summary>
internal static class Results
{
    public static Result Hello { get; } = new("hello", "Hello <World>!", 32, "wrk",
    [
        new("bare", [new(500_000, 100_000, 10, 0.3, 1.25, 60.4), new(400_000, 80_000, 12, 0.4, 1.35, 60.6), new(450_000, 90_000, 11, 0.35, 1.3, 60.5)]),
        new("zibai", [new(450_000, 90_000, 11, 0.3, 1.5, 80), new(360_000, 72_000, 13.2, 0.4, 1.7, 82), new(360_000, 72_000, 13.2, 0.35, 1.6, 81, "read 3")]),
        new("gunicorn", [new(5_000, 1_000, 1_000, 30, 150.5, 50), new(5_000, 1_000, 900, 31, 151, 50), new(5_000, 1_000, 1_100, 32, 152, 50)]),
    ]);

    public static Machine Machine { get; } = new(
        "Some CPU", 2, 24_000, "6.1.0", ".NET 10.0.0", "1234567", new DateTimeOffset(2026, 1, 31, 12, 5, 0, TimeSpan.Zero));
}
