using ZiBai.Response;

namespace ZiBai.Tests.Response;

public sealed class ReplacementTests
{
    private const string Text = "Internal Server Error";

    [Fact]
    public async Task TheServersOwnAnswerTakesThePlaceOfWhatTheAppBegan()
    {
        var one = new Responding();
        one.Start("200 Fine", null, ("X-Secret", "1"), ("Content-Length", "99"), ("Content-Type", "text/html"));

        await one.Response.ReplaceAsync(500, Text);

        Assert.Equal((500, null), (one.Response.StatusCode, one.Exchange.Response.ReasonPhrase));
        Assert.Equal(["Content-Length", "Content-Type", "Server"], one.Exchange.Headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("text/plain; charset=utf-8", Text.Length + 1), ((string?)one.Exchange.Headers.ContentType, one.Exchange.Headers.ContentLength));
        Assert.Equal(Text + "\n", one.Body.Text);
    }

    [Fact]
    public async Task ItIsPossibleBeforeStartResponse()
    {
        var one = new Responding();

        await one.Response.ReplaceAsync(500, Text);

        Assert.Equal((Text + "\n", ResponsePhase.Finished), (one.Body.Text, one.Response.Phase));
    }

    [Fact]
    public async Task ItIsPossibleAfterTheEndWhileNothingWentOut()
    {
        var one = new Responding();
        one.StartWith(("Content-Length", "5"));
        one.Response.Finish();

        await one.Response.ReplaceAsync(500, Text);

        Assert.Equal((Text + "\n", 500), (one.Body.Text, one.Response.StatusCode));
    }

    [Fact]
    public async Task ItMayHaveHeadersAndABodyOfItsOwn()
    {
        var one = new Responding();
        one.StartWith(("X-App", "1"));

        await one.Response.ReplaceAsync(500, [("Content-Type", "text/html"), ("Cache-Control", "no-store")], Responding.Bytes("page"));

        Assert.Equal(("text/html", "no-store", 4), ((string?)one.Exchange.Headers.ContentType, (string?)one.Exchange.Headers.CacheControl, one.Exchange.Headers.ContentLength));
        Assert.Equal(("page", false), (one.Body.Text, one.Exchange.Headers.ContainsKey("X-App")));
    }

    [Fact]
    public async Task AnAnswerToHeadHasNoBody()
    {
        var one = new Responding("HEAD");

        await one.Response.ReplaceAsync(500, Text);

        Assert.Equal(("", Text.Length + 1), (one.Body.Text, one.Exchange.Headers.ContentLength));
    }

    [Fact]
    public async Task AConnectionThatEndsIsStillSaidTo()
    {
        var one = new Responding();
        one.Response.ClosesConnection = true;

        await one.Response.ReplaceAsync(400, "Bad Request");

        Assert.Equal("close", one.Exchange.Headers.Connection);
    }

    [Fact]
    public async Task TheAppCanAddNothingToIt()
    {
        var one = new Responding();
        await one.Response.ReplaceAsync(500, Text);

        Assert.Throws<InvalidOperationException>(() => { one.Start(); });
        Assert.Throws<InvalidOperationException>(() => one.Response.Write(Responding.Bytes("a")));
    }
}
