using System.Threading.Channels;
using ZiBai.Control;
using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

public sealed class AppPreparationTests
{
    private readonly Channel<SupervisorEvent> _events = Channel.CreateUnbounded<SupervisorEvent>();

    [Fact]
    public void AProgramThatBuildsNothingHasNothingToPrepare() => Assert.False(new AppPreparation(null, _events.Writer).Begin());

    [Fact]
    public void AnAppThatIsNoSourceHasNothingToPrepare() => Assert.False(new AppPreparation(new Sources(null), _events.Writer).Begin());

    [Fact]
    public async Task TheEndIsToldByAnEvent()
    {
        var build = new TaskCompletionSource<StartFailed?>();
        Assert.True(new AppPreparation(new Sources(build.Task), _events.Writer).Begin());
        Assert.False(_events.Reader.TryPeek(out _));

        var failure = new StartFailed(ExitCode.CannotLoad, "wrong", null);
        build.SetResult(failure);

        Assert.Equal(new AppPrepared(failure), await _events.Reader.ReadAsync());
    }

    [Fact]
    public async Task AnUnforeseenExceptionIsTheEndTooAndIsToldWhole()
    {
        new AppPreparation(new Sources(Task.FromException<StartFailed?>(new InvalidTimeZoneException("odd"))), _events.Writer).Begin();

        var told = Assert.IsType<AppPrepared>(await _events.Reader.ReadAsync()).Failure!;

        Assert.Equal((ExitCode.Failure, "odd"), (told.ExitCode, told.Reason));
        Assert.StartsWith("System.InvalidTimeZoneException: odd", told.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WarmingUpIsNotWaitedFor()
    {
        var warm = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new AppPreparation(new Sources(null, warm), _events.Writer).WarmUp();

        await warm.Task.WaitAsync(Testing.Timeouts.Default);
        Assert.False(_events.Reader.TryPeek(out _));
    }

    private sealed class Sources(Task<StartFailed?>? build, TaskCompletionSource? warmUp = null) : IAppSources
    {
        public IReadOnlyDictionary<string, BuiltModule> Built { get; } = new Dictionary<string, BuiltModule>();

        public Task<StartFailed?>? BuildAsync() => build;

        public void GiveUp()
        {
        }

        public void WarmUp() => warmUp?.SetResult();
    }
}
