namespace ZiBai.Testing;

/// <summary>How long a test waits before it fails. A wait ends when its event comes: none of these makes a passing test slower.</summary>
public static class Timeouts
{
    /// <summary>One step on the wire or in a process. 10 s.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(10);

    /// <summary>From the start of a .NET process until it is ready, on a machine that is busy with other tests. 60 s.</summary>
    public static readonly TimeSpan ProcessStart = TimeSpan.FromSeconds(60);
}
