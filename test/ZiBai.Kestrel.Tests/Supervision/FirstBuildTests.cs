using System.Threading.Channels;
using ZiBai.Control;
using ZiBai.Supervision;
using ZiBai.Testing;

namespace ZiBai.Tests.Supervision;

public sealed class FirstBuildTests : IDisposable
{
    private readonly TaskCompletionSource<StartFailed?> _build = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<SupervisorEvent> _events = Channel.CreateUnbounded<SupervisorEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly LogSink _log = new();

    [Fact]
    public async Task ItGoesOnOnceTheAppIsBuilt()
    {
        var waiting = WaitAsync();
        Assert.False(waiting.IsCompleted);

        _build.SetResult(null);

        Assert.Null(await waiting.WaitAsync(Timeouts.Default));
    }

    [Fact]
    public async Task WhatCannotBeBuiltIsTheEnd()
    {
        var failure = new StartFailed(ExitCode.CannotLoad, "wrong", "where");
        _build.SetResult(failure);

        Assert.Equal(new FleetEnd(ExitCode.CannotLoad, failure), await WaitAsync().WaitAsync(Timeouts.Default));
    }

    [Theory]
    [InlineData(SupervisorSignal.Term, "SIGTERM")]
    [InlineData(SupervisorSignal.Int, "SIGINT")]
    internal async Task ASignalToExitDoesNotWaitForTheBuild(SupervisorSignal signal, string name)
    {
        var waiting = WaitAsync();

        _events.Writer.TryWrite(new SignalCame(signal));

        Assert.Equal(new FleetEnd(ExitCode.Success, null), await waiting.WaitAsync(Timeouts.Default));
        Assert.Equal($"{name}: exiting before the app is built", Assert.Single(_log.Entries).Message);
    }

    [Fact]
    public async Task OtherSignalsAreKeptForLater()
    {
        var waiting = WaitAsync();
        _events.Writer.TryWrite(new SignalCame(SupervisorSignal.Hup));
        _events.Writer.TryWrite(new SignalCame(SupervisorSignal.Usr1));

        _build.SetResult(null);

        Assert.Null(await waiting.WaitAsync(Timeouts.Default));
        Assert.Equal(new SignalCame(SupervisorSignal.Hup), await _events.Reader.ReadAsync());
        Assert.Equal(new SignalCame(SupervisorSignal.Usr1), await _events.Reader.ReadAsync());
    }

    public void Dispose() => _log.Dispose();

    private Task<FleetEnd?> WaitAsync() => FirstBuild.WaitAsync(_build.Task, _events, _log.CreateLogger("main"));
}
