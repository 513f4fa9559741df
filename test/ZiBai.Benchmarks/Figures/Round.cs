namespace ZiBai.Benchmarks.Figures;

/// <summary>What one contender did in one round.</summary>
/// <param name="Requests">Requests that were answered.</param>
/// <param name="RequestsPerSecond">The same, a second.</param>
/// <param name="CpuMicroseconds">User plus system time of the server's processes, for each of the requests.</param>
/// <param name="P50Milliseconds">The time that half of the requests took at most.</param>
/// <param name="P99Milliseconds">The time that 99 of 100 took at most.</param>
/// <param name="ResidentMegabytes">Resident memory of the server's processes after the round, in MB of 2^20 bytes.</param>
/// <param name="Errors">What the client could not do, in words; null if there was nothing.</param>
internal sealed record Round(
    long Requests,
    double RequestsPerSecond,
    double CpuMicroseconds,
    double P50Milliseconds,
    double P99Milliseconds,
    double ResidentMegabytes,
    string? Errors = null);
