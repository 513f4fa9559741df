using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace ZiBai.Conformance.Tests.Fixture;

/// <summary>
/// Threads for the tests' own blocking: the asynchronous form that is made of a synchronous app blocks the pool's threads, for which no server keeps any
/// in reserve. Fewer than the tests of that reserve block.
/// </summary>
internal static class TestThreads
{
    private const int Least = 32;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Nobody but the test runner loads this assembly.")]
    internal static void Make()
    {
        ThreadPool.GetMinThreads(out var workers, out var completionPorts);
        ThreadPool.SetMinThreads(Math.Max(workers, Least), completionPorts);
    }
}
