namespace ZiBai.Benchmarks.Load;

/// <summary>The benchmark cannot be run, or what it would measure is not what it should.</summary>
internal sealed class LoadException(string message) : Exception(message);
