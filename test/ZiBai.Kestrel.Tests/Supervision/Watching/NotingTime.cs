using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using ZiBai.Testing;

namespace ZiBai.Tests.Supervision.Watching;

/// <summary>Time of a test's own that tells when a timer was set.</summary>
internal sealed class NotingTime : FakeTimeProvider
{
    private readonly Channel<bool> _set = Channel.CreateUnbounded<bool>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new NotingTimer(base.CreateTimer(callback, state, dueTime, period), _set.Writer);

    /// <summary>Forgets what was set until now.</summary>
    public void Forget()
    {
        while (_set.Reader.TryRead(out _))
        {
        }
    }

    /// <summary>Completes when a timer is set, or was since the last <see cref="Forget"/>.</summary>
    public async Task SetAsync() => await _set.Reader.ReadAsync().AsTask().WaitAsync(Timeouts.Default);

    private sealed class NotingTimer(ITimer inner, ChannelWriter<bool> set) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = inner.Change(dueTime, period);
            set.TryWrite(true);
            return changed;
        }

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
