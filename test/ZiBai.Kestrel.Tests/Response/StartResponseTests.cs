using ZiBai.Response;

namespace ZiBai.Tests.Response;

public sealed class StartResponseTests
{
    private readonly Responding _one = new();

    [Fact]
    public void ItSetsStatusAndHeadersAndSendsNothing()
    {
        _one.Start("404 Gone fishing", null, ("Content-Type", "text/plain"), ("X-One", "1"));

        Assert.Equal((404, "Gone fishing"), (_one.Exchange.Response.StatusCode, _one.Exchange.Response.ReasonPhrase));
        Assert.Equal(("text/plain", "1"), ((string?)_one.Exchange.Headers.ContentType, (string?)_one.Exchange.Headers["X-One"]));
        Assert.Equal((ResponsePhase.Started, false), (_one.Response.Phase, _one.Response.HasBegun));
    }

    [Fact]
    public void HeadersOfOneNameKeepTheirOrder()
    {
        _one.StartWith(("Set-Cookie", "a=1"), ("set-cookie", "b=2"), ("Set-Cookie", "c=3"));

        Assert.Equal("a=1 b=2 c=3", string.Join(' ', _one.Exchange.Headers.SetCookie.ToArray()));
    }

    [Theory]
    [InlineData("OK", "X-One", "1")]
    [InlineData("200 OK", "X One", "1")]
    [InlineData("200 OK", "X-One", "1\r\n")]
    [InlineData("200 OK", "Connection", "close")]
    [InlineData("200 OK", "Content-Length", "twelve")]
    public void ARefusedCallLeavesNothingBehind(string status, string name, string value)
    {
        Assert.Throws<ArgumentException>(() => { _one.Start(status, null, ("X-Before", "1"), (name, value)); });

        Assert.Empty(_one.Exchange.Headers);
        Assert.Equal((200, ResponsePhase.Pending), (_one.Response.StatusCode, _one.Response.Phase));
    }

    [Fact]
    public void ARefusedCallMayBeMadeAgain()
    {
        Assert.Throws<ArgumentException>(() => { _one.Start("OK"); });

        _one.Start("201 Created");

        Assert.Equal(201, _one.Response.StatusCode);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("6")]
    public void ContentLengthMoreThanOnceIsRefused(string second)
    {
        var refusal = Assert.Throws<ArgumentException>(() => { _one.StartWith(("Content-Length", "5"), ("content-length", second)); });

        Assert.Equal(
            "start_response was called with Content-Length more than once. A response has one length; leave the others out.", refusal.Message);
    }

    [Fact]
    public void NoHeadersAtAllIsRefused() =>
        Assert.Throws<ArgumentNullException>("headers", () => { _one.Response.Start("200 OK", null!); });

    [Fact]
    public void SecondCallWithoutExcInfoIsRefusedAndChangesNothing()
    {
        _one.StartWith(("X-One", "1"));

        var refusal = Assert.Throws<InvalidOperationException>(() => { _one.Start("500 Oops"); });

        Assert.Equal(
            "start_response was called a second time without excInfo. Call it once, or pass the exception that the new response reports.",
            refusal.Message);
        Assert.Equal((200, "1"), (_one.Response.StatusCode, (string?)_one.Exchange.Headers["X-One"]));
    }

    [Fact]
    public async Task SecondCallWithoutExcInfoAfterTheFirstBytesIsRefused()
    {
        _one.Start();
        await _one.SendAsync("a");

        Assert.Throws<InvalidOperationException>(() => { _one.Start("500 Oops"); });
    }

    [Fact]
    public void FirstCallMayHaveExcInfo()
    {
        _one.Start("500 Oops", new InvalidOperationException());

        Assert.Equal((500, ResponsePhase.Started), (_one.Response.StatusCode, _one.Response.Phase));
    }

    [Fact]
    public void ExcInfoBeforeTheFirstBytesReplacesStatusAndHeaders()
    {
        _one.Start("200 Fine", null, ("X-One", "1"), ("X-Both", "1"), ("Content-Length", "5"));

        _one.Start("500 Internal Server Error", new InvalidOperationException(), ("X-Both", "2"));

        Assert.Equal((500, null), (_one.Response.StatusCode, _one.Exchange.Response.ReasonPhrase));
        Assert.Equal(["X-Both"], _one.Exchange.Headers.Keys);
        Assert.Equal("2", _one.Exchange.Headers["X-Both"]);
        Assert.Null(_one.Response.ContentLength);
    }

    [Fact]
    public void ExcInfoLeavesWhatOthersSet()
    {
        _one.Exchange.Headers["X-Others"] = "1";
        _one.StartWith(("X-One", "1"));

        _one.Start("500 Internal Server Error", new InvalidOperationException());

        Assert.Equal(["X-Others"], _one.Exchange.Headers.Keys);
    }

    [Fact]
    public void ExcInfoReplacesEvenAListThatTheAppHasChangedSince()
    {
        List<(string Name, string Value)> headers = [("X-One", "1"), ("Content-Length", "5")];
        _one.Response.Start("200 OK", headers);
        headers.Clear();
        headers.Add(("X-Two", "2"));

        _one.Response.Start("500 Internal Server Error", headers, new InvalidOperationException());

        Assert.Equal(["X-Two"], _one.Exchange.Headers.Keys);
    }

    [Fact]
    public async Task ExcInfoAfterTheFirstBytesIsThrownAgainWithItsOwnStackTrace()
    {
        _one.Start();
        await _one.SendAsync("a");
        var failure = Assert.Throws<InvalidOperationException>(FailInTheApp);

        var thrown = Assert.Throws<InvalidOperationException>(() => { _one.Start("500 Oops", failure); });

        Assert.Same(failure, thrown);
        Assert.Contains(nameof(FailInTheApp), thrown.StackTrace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ACallAfterTheEndIsRefused(bool withExcInfo)
    {
        _one.Start();
        _one.Response.Finish();

        var refusal = Assert.Throws<InvalidOperationException>(() => { _one.Start("200 OK", withExcInfo ? new InvalidOperationException() : null); });

        Assert.StartsWith("The response is already finished", refusal.Message, StringComparison.Ordinal);
    }

    private static void FailInTheApp() => throw new InvalidOperationException("app");
}
