namespace ZiBai.Supervision;

/// <summary>
/// The time that the supervisor was awake. Were it stopped, or the machine asleep, its workers were too, or went on unheard: that time counts against
/// nobody. What the wall clock says does not matter.
/// </summary>
internal sealed class FleetClock
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _longestStep;
    private long _last;

    /// <param name="time">The clock.</param>
    /// <param name="longestRest">How long, at most, until somebody means to look again. Twice as much counts between two looks.</param>
    public FleetClock(TimeProvider time, TimeSpan longestRest)
    {
        _time = time;
        _longestStep = 2 * longestRest;
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
        Now += TimeSpan.FromTicks(Math.Clamp(step.Ticks, 0, _longestStep.Ticks));
    }
}
