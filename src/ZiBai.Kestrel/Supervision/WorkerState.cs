namespace ZiBai.Supervision;

/// <summary>Where a worker is in its life, as the supervisor knows it.</summary>
internal enum WorkerState
{
    /// <summary>Started, and not ready yet.</summary>
    Starting,

    /// <summary>Accepts connections.</summary>
    Serving,

    /// <summary>Was told to exit, or says that it does; it has until a deadline.</summary>
    Leaving,

    /// <summary>Was killed; the system has not told of its end yet.</summary>
    Killed,

    /// <summary>Has ended.</summary>
    Gone,
}
