using System.Threading.Channels;
using ZiBai.Control;
using ZiBai.Supervision;
using ZiBai.Testing;
using ZiBai.Tests.Supervision.Watching;

namespace ZiBai.Tests.Supervision;

public sealed class SupervisorTests : IDisposable
{
    private readonly NotingTime _time = new();
    private readonly Channel<SupervisorEvent> _events = Channel.CreateUnbounded<SupervisorEvent>();
    private readonly FleetRun _run;
    private readonly Supervisor _supervisor;
    private long _allocated;
    private int _collections;

    public SupervisorTests()
    {
        _run = new FleetRun(workers: 1, time: _time);
        _supervisor = new Supervisor(_run.Fleet, _events, new HeapTrim(() => _allocated, () => _collections++), _time);
    }

    [Fact]
    public async Task ItActsOnOneEventAfterAnotherUntilTheLastWorkerHasEnded()
    {
        SupervisorEvent[] events =
        [
            new WorkerSaid(1, new Ready()), new SignalCame(SupervisorSignal.Hup), new WorkerSaid(2, new Ready()), new WorkerExited(1, new WorkerExit(0)),
            new SignalCame(SupervisorSignal.Term), new WorkerExited(2, new WorkerExit(0)), new SignalCame(SupervisorSignal.Usr1),
        ];
        foreach (var happens in events)
        {
            _events.Writer.TryWrite(happens);
        }

        Assert.Equal(new FleetEnd(ExitCode.Success, null), await _supervisor.RunAsync().WaitAsync(Timeouts.Default));
        Assert.Equal(1, _run.CountOf("RollDone"));

        // What comes after the end stays where it is.
        Assert.Equal(1, _events.Reader.Count);
    }

    [Fact]
    public async Task ItLooksAtTheClockThoughNothingHappens()
    {
        var running = _supervisor.RunAsync();
        for (var second = 0; second < 60; second++)
        {
            await _time.SetAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await _time.SetAsync();
        Assert.Equal(1, _run.Launched.Single().Kills);
        _events.Writer.TryWrite(new WorkerExited(1, new WorkerExit(137)));

        Assert.Equal(ExitCode.CannotLoad, (await running.WaitAsync(Timeouts.Default)).ExitCode);
    }

    [Fact]
    public async Task ItKeepsItsHeapSmallWhileItsWorkersAreHeard()
    {
        var running = _supervisor.RunAsync();
        await _time.SetAsync();
        _allocated = HeapTrim.Interval;
        _events.Writer.TryWrite(new WorkerSaid(1, new Ready()));
        await _time.SetAsync();
        Assert.Equal(1, _collections);
        _events.Writer.TryWrite(new SignalCame(SupervisorSignal.Term));
        _events.Writer.TryWrite(new WorkerExited(1, new WorkerExit(0)));
        await running.WaitAsync(Timeouts.Default);
    }

    public void Dispose() => _run.Dispose();
}
