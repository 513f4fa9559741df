namespace ZiBai.Process.Tests.Samples;

public sealed class MixedTests : IAsyncLifetime
{
    private const string Listening = "Now listening on: ";

    private readonly ChildProcess _program = BuiltProgram.Start("Mixed", ["--urls", "http://127.0.0.1:0"]);
    private string _address = "";

    public async Task InitializeAsync()
    {
        await _program.WaitForLineAsync("Application started.", ChildOutput.Stdout, timeout: Timeouts.ProcessStart);
        _address = _program.Lines.Select(static line => line.Text.Trim()).Single(static line => line.StartsWith(Listening, StringComparison.Ordinal))
            [Listening.Length..];
    }

    public Task DisposeAsync() => _program.DisposeAsync().AsTask();

    [Theory]
    [InlineData("/api/greeting/you", 200, "{\"greeting\":\"Hello, you!\"}")]
    [InlineData("/shop", 200, "The shop is at /shop, and this is its page \n")]
    [InlineData("/shop/a%20b", 200, "The shop is at /shop, and this is its page /a b\n")]
    [InlineData("/shopping", 404, "")]
    public async Task TheApiAndTheAppAreOneSite(string target, int status, string body)
    {
        await using var client = await RawConnection.ConnectAsync(_address);

        var response = await client.RequestAsync($"GET {target} HTTP/1.1\r\nHost: test\r\n\r\n");

        Assert.Equal((status, body), (response.StatusCode, response.BodyText));
    }

    /// <summary>AddZiBai came in time to tell Kestrel, which refuses them for all of the site.</summary>
    [Theory]
    [InlineData("/api/greeting/you")]
    [InlineData("/shop")]
    public async Task BareLineFeedsAreRefused(string target)
    {
        await using var client = await RawConnection.ConnectAsync(_address);

        Assert.Equal(400, (await client.RequestAsync($"GET {target} HTTP/1.1\nHost: test\n\n")).StatusCode);
    }

    [Fact]
    public async Task ItEndsAsItsHostDoes()
    {
        _program.Signal(ChildSignal.Term);

        Assert.Equal(0, await _program.WaitForExitAsync());
    }
}
