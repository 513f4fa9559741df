using ZiBai.Testing;
using ZiBai.Worker;

namespace ZiBai.Tests.Worker;

public sealed class StopRequestTests : IDisposable
{
    private readonly StopRequest _stop = new();

    [Fact]
    public void NobodyHasAskedAtFirst()
    {
        Assert.Equal(StopKind.None, _stop.Kind);
        Assert.False(_stop.Asked.IsCompleted);
        Assert.False(_stop.Quick.IsCancellationRequested);
    }

    [Theory]
    [InlineData(StopKind.Graceful, false)]
    [InlineData(StopKind.Quick, true)]
    public async Task AWishIsTold(object wish, bool isQuick)
    {
        Assert.True(_stop.Ask((StopKind)wish));

        await _stop.Asked.WaitAsync(Timeouts.Default);
        Assert.Equal((wish, isQuick), (_stop.Kind, _stop.Quick.IsCancellationRequested));
    }

    [Fact]
    public void AGracefulStopBecomesQuickWhenAsked()
    {
        _stop.Ask(StopKind.Graceful);

        Assert.True(_stop.Ask(StopKind.Quick));
        Assert.Equal((StopKind.Quick, true), (_stop.Kind, _stop.Quick.IsCancellationRequested));
    }

    [Fact]
    public void AQuickStopNeverBecomesGracefulAgain()
    {
        _stop.Ask(StopKind.Quick);

        Assert.False(_stop.Ask(StopKind.Graceful));
        Assert.Equal(StopKind.Quick, _stop.Kind);
    }

    [Theory]
    [InlineData(StopKind.Graceful)]
    [InlineData(StopKind.Quick)]
    public void TheSameWishAgainChangesNothing(object wish)
    {
        _stop.Ask((StopKind)wish);

        Assert.False(_stop.Ask((StopKind)wish));
    }

    [Fact]
    public void AskingForNothingChangesNothing()
    {
        Assert.False(_stop.Ask(StopKind.None));
        Assert.False(_stop.Asked.IsCompleted);
    }

    public void Dispose() => _stop.Dispose();
}
