namespace ZiBai.Supervision;

/// <summary>One place among the workers. A worker and its replacement share it until the replacement is ready.</summary>
internal sealed class Seat(int index)
{
    /// <summary>From 1.</summary>
    public int Index => index;

    /// <summary>Who serves.</summary>
    public FleetWorker? Serving { get; set; }

    /// <summary>Who is being started.</summary>
    public FleetWorker? Starting { get; set; }

    /// <summary>How often in a row a worker has ended here before it was ready.</summary>
    public int Failures { get; set; }

    /// <summary>Until when nobody is started here.</summary>
    public TimeSpan NextStart { get; set; }

    /// <summary>
    /// How long to wait after so many failures in a row: 0.1 s, twice as long each time, at most 30 s. A worker that dies after it was ready is replaced
    /// at once.
    /// </summary>
    public static TimeSpan Backoff(int failures) =>
        TimeSpan.FromSeconds(Math.Min(30, 0.1 * Math.Pow(2, Math.Min(failures, 20) - 1)));
}
