namespace ZiBai.Benchmarks.Memory;

/// <summary>What one process held in the course of a load.</summary>
/// <param name="Process">Its name.</param>
/// <param name="Samples">In order; at least one.</param>
internal sealed record ProcessMemory(string Process, IReadOnlyList<MemorySample> Samples);

/// <summary>What a process held at one time.</summary>
/// <param name="Seconds">Since the load began.</param>
/// <param name="ResidentMegabytes">Its resident memory, in MB of 2^20 bytes.</param>
internal readonly record struct MemorySample(double Seconds, double ResidentMegabytes);
