namespace ZiBai.Process.Tests.Samples;

public sealed class SelfServingTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    [Fact]
    public async Task ItServesItsAppUntilSigterm()
    {
        await using var program = BuiltProgram.Start("SelfServing", ["-l", "127.0.0.1:0"]);
        await ZiBaiTool.WaitUntilReadyAsync(program);
        await using (var client = await RawConnection.ConnectAsync(ZiBaiTool.ListenAddresses(program)[0]))
        {
            var response = await client.RequestAsync(Get);
            Assert.Equal((200, "Hello from my own program!\n"), (response.StatusCode, response.BodyText));
        }

        program.Signal(ChildSignal.Term);

        Assert.Equal(0, await program.WaitForExitAsync());
    }

    [Theory]
    [InlineData("--no-such-option")]
    [InlineData("--environment=Development")]
    [InlineData("--environment=Development", "--applicationName=SelfServing")]
    public async Task AWrongOptionIsRefusedInTheProgramsOwnName(params string[] args)
    {
        await using var program = BuiltProgram.Start("SelfServing", args);

        Assert.Equal(2, await program.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.StartsWith("SelfServing: error: ", program.Stderr, StringComparison.Ordinal);
        Assert.Contains(args[0].Split('=')[0], program.Stderr, StringComparison.Ordinal);
        Assert.Empty(program.Stdout);
    }

    [Fact]
    public async Task TheHelpKnowsNoAppArgument()
    {
        await using var program = BuiltProgram.Start("SelfServing", ["--help"]);

        Assert.Equal(0, await program.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.StartsWith("Usage: SelfServing [options]\n", program.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain("hello:App", program.Stdout, StringComparison.Ordinal);
    }
}
