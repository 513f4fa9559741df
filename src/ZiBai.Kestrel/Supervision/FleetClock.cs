namespace ZiBai.Supervision;

/// <summary>
/// The time that the supervisor was awake. Were it stopped, or the machine asleep, its workers were too, or went on unheard: that time counts against
/// nobody. What the wall clock says does not matter.
/// </summary>
internal sealed class FleetClock
{
    /// <summary>The most that counts between two looks at the clock, which are a second apart.</summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private long _last;

    public FleetClock(TimeProvider time)
    {
        _time = time;
        _last = time.GetTimestamp();
    }

    /// <summary>Time awake, from an arbitrary start.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Looks at the clock.</summary>
    public void Read()
    {
        var now = _time.GetTimestamp();
        var step = _time.GetElapsedTime(_last, now);
        _last = now;
        Now += step < LongestStep ? step : LongestStep;
    }
}
