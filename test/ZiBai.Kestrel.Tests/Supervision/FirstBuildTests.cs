using System.Threading.Channels;
using ZiBai.Control;
using ZiBai.Supervision;
using ZiBai.Testing;

namespace ZiBai.Tests.Supervision;

public sealed class FirstBuildTests : IDisposable
{
    private static readonly StartFailed _failure = new(ExitCode.CannotLoad, "wrong", "where");

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
        _build.SetResult(_failure);

        Assert.Equal(new FleetEnd(ExitCode.CannotLoad, _failure), await WaitAsync().WaitAsync(Timeouts.Default));
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhereFilesAreWatchedItIsBegunAgainWhenAskedFor(bool isSave)
    {
        var builds = new Queue<Task<StartFailed?>>([Task.FromResult<StartFailed?>(_failure), _build.Task]);
        var waiting = FirstBuild.WaitAsync(builds.Dequeue, waitsForSave: true, _events, _log.CreateLogger("main"));
        var told = await _log.WaitForAsync(static _ => true);
        Assert.Equal("Nothing is served yet; the next save is tried: wrong", told.Message);
        Assert.Equal("where", told.Exception!.ToString());
        Assert.NotEmpty(builds);

        _events.Writer.TryWrite(new SignalCame(SupervisorSignal.Usr1));
        _events.Writer.TryWrite(isSave ? new FilesChanged(["app.cs"], 0) : new SignalCame(SupervisorSignal.Hup));
        _build.SetResult(null);

        Assert.Null(await waiting.WaitAsync(Timeouts.Default));
        Assert.Empty(builds);
        Assert.Equal(new SignalCame(SupervisorSignal.Usr1), await _events.Reader.ReadAsync());
        Assert.False(_events.Reader.TryRead(out _));
    }

    [Fact]
    public async Task WhatIsSavedDuringABuildThatFailsIsBuiltAtOnce()
    {
        var first = new TaskCompletionSource<StartFailed?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builds = new Queue<Task<StartFailed?>>([first.Task, _build.Task]);
        var waiting = FirstBuild.WaitAsync(builds.Dequeue, waitsForSave: true, _events, _log.CreateLogger("main"));
        _events.Writer.TryWrite(new FilesChanged(["app.cs"], 0));
        _build.SetResult(null);

        first.SetResult(_failure);

        Assert.Null(await waiting.WaitAsync(Timeouts.Default));
        Assert.False(_events.Reader.TryRead(out _));
    }

    [Theory]
    [InlineData(SupervisorSignal.Term)]
    [InlineData(SupervisorSignal.Int)]
    internal async Task ASignalToExitEndsTheWaitForASave(SupervisorSignal signal)
    {
        var waiting = FirstBuild.WaitAsync(
            static () => Task.FromResult<StartFailed?>(_failure), waitsForSave: true, _events, _log.CreateLogger("main"));
        await _log.WaitForAsync(static _ => true);

        _events.Writer.TryWrite(new SignalCame(signal));

        Assert.Equal(new FleetEnd(ExitCode.Success, null), await waiting.WaitAsync(Timeouts.Default));
    }

    public void Dispose() => _log.Dispose();

    private Task<FleetEnd?> WaitAsync()
    {
        var builds = new Queue<Task<StartFailed?>>([_build.Task]);
        return FirstBuild.WaitAsync(builds.Dequeue, waitsForSave: false, _events, _log.CreateLogger("main"));
    }
}
