using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using ZiBai.Testing;

namespace ZiBai.Tests.Worker;

/// <summary>Time that goes on only when the one who waits for it has asked for a timer.</summary>
internal sealed class SteppedTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _asked = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _asked.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Completes when the one who waits has come to its wait.</summary>
    public async Task AskedAsync() => await _asked.Reader.ReadAsync().AsTask().WaitAsync(Timeouts.Default);

    /// <summary>Lets this much time pass, wait by wait.</summary>
    /// <param name="time">A multiple of the step.</param>
    /// <param name="step">How long each wait is.</param>
    public async Task PassAsync(TimeSpan time, TimeSpan step)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            Advance(step);
            await AskedAsync();
        }
    }
}
