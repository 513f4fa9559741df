namespace ZiBai.Process.Tests.Options;

public sealed class ValidateTests
{
    [Fact]
    public async Task ABrokenRuleIsNamedInTheLogAndIsA500()
    {
        await using var server = await Served.StartAsync("errors:App", "--validate");

        var response = await server.GetAsync("/never-starts");
        await server.EndAsync();

        Assert.Equal("HTTP/1.1 500 Internal Server Error", response.StatusLine);
        Assert.Matches(@"ERROR ""GET /never-starts HTTP/1\.1"" 500\n.*The app broke the rule StartResponseBeforeBody: ", server.Tool.Stderr);
    }

    [Theory]
    [InlineData("hello:App", "Hello World!")]
    [InlineData("echo:Echo.App", "text")]
    [InlineData("echo:EchoAsync.App", "text")]
    [InlineData("errors:App", "ok")]
    [InlineData("noreference:App", "No reference needed.")]
    public async Task TheSamplesKeepTheRules(string app, string body)
    {
        await using var server = await Served.StartAsync(app, "--validate");
        await using var client = await server.ConnectAsync();

        var post = await client.RequestAsync("POST / HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\ntext");
        var head = await client.RequestAsync("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n");
        await server.EndAsync();

        Assert.Equal((200, body, 200), (post.StatusCode, post.BodyText, head.StatusCode));
        Assert.DoesNotContain("ERROR", server.Tool.Stderr, StringComparison.Ordinal);
    }
}
