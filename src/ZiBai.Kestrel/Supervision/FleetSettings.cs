namespace ZiBai.Supervision;

/// <summary>What the fleet is to be, from the options.</summary>
/// <param name="Workers">How many workers serve at first, 1 or more.</param>
/// <param name="BootTimeout">How long a worker may take to become ready.</param>
/// <param name="PingTimeout">How long a worker that serves may be silent.</param>
/// <param name="GracefulExitTimeout">How long a worker may drain.</param>
/// <param name="WaitsForSave">Whether the next save is waited for where none of the first workers can start, since files are watched. Else that is the end.</param>
internal sealed record FleetSettings(int Workers, TimeSpan BootTimeout, TimeSpan PingTimeout, TimeSpan GracefulExitTimeout, bool WaitsForSave)
{
    /// <summary>
    /// What a worker has beyond the time of its drain before it is killed. It aborts what is left of the drain itself, and runs its hooks: the kill is
    /// for those that cannot.
    /// </summary>
    public static readonly TimeSpan KillGrace = TimeSpan.FromSeconds(3);

    /// <summary>How long a worker has to have served for its place to count as sound again.</summary>
    public static readonly TimeSpan SoundAfter = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often the clock is looked at, where nothing is due earlier: every second, or several times within the shortest of the limits that a worker which
    /// is well could exceed while nobody looked.
    /// </summary>
    public TimeSpan LongestRest { get; } = TimeSpan.FromTicks(Math.Clamp(
        Math.Min(BootTimeout.Ticks, PingTimeout.Ticks) / 4, TimeSpan.FromMilliseconds(10).Ticks, TimeSpan.TicksPerSecond));
}
