namespace ZiBai.Process.Tests.Stopping;

public sealed class IgnoredSignalTests
{
    [Theory]
    [InlineData(ChildSignal.Usr2)]
    [InlineData(ChildSignal.Quit)]
    [InlineData(ChildSignal.Ttin)]
    [InlineData(ChildSignal.Ttou)]
    [InlineData(ChildSignal.Winch)]
    public async Task SignalForASupervisorChangesNothingWithoutWorkers(ChildSignal signal)
    {
        await using var server = await Served.StartAsync("hello:App");

        await server.SignalAsync(signal);

        Assert.Contains(
            $" INFO SIG{signal.ToString().ToUpperInvariant()}: of no meaning without worker processes (-p); nothing done", server.Tool.Stderr, StringComparison.Ordinal);
        Assert.Equal("Hello World!", (await server.GetAsync()).BodyText);
        Assert.Equal(0, await server.EndAsync());
    }
}
