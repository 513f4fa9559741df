namespace ZiBai.Tests.Response;

public sealed class ContentLengthTests
{
    private readonly Responding _one = new();

    [Fact]
    public async Task ExactlyAsManyBytesAsPromisedAreAWholeResponse()
    {
        _one.StartWith(("Content-Length", "5"));
        await _one.SendAsync("abc");
        await _one.SendAsync("de");

        Assert.Equal((0, 5, 0), (_one.Response.Finish(), _one.Response.Sent, _one.Response.Excess));
        Assert.Equal(5, _one.Exchange.Headers.ContentLength);
    }

    [Fact]
    public async Task MoreBytesThanPromisedAreCutAndCounted()
    {
        _one.StartWith(("Content-Length", "5"));
        await _one.SendAsync("abc");
        await _one.SendAsync("defg");
        await _one.SendAsync("hi");

        Assert.Equal(["abc", "de"], _one.Body.Chunks);
        Assert.Equal((0, 5, 4), (_one.Response.Finish(), _one.Response.Sent, _one.Response.Excess));
    }

    [Fact]
    public async Task FewerBytesThanPromisedAreMissed()
    {
        _one.StartWith(("Content-Length", "5"));
        await _one.SendAsync("abc");

        Assert.Equal(2, _one.Response.Finish());
    }

    [Fact]
    public async Task AFileLongerThanPromisedIsCut()
    {
        _one.StartWith(("Content-Length", "5"));
        await _one.Response.SendFileAsync("file", 10, 8);

        Assert.Equal([("file", 10L, (long?)5L)], _one.Body.Files);
        Assert.Equal(3, _one.Response.Excess);
    }

    [Fact]
    public async Task WithoutAPromiseEverythingIsSent()
    {
        _one.Start();
        await _one.SendAsync("abc");

        Assert.Equal(0, _one.Response.Finish());
        Assert.Null(_one.Exchange.Headers.ContentLength);
    }

    [Theory]
    [InlineData("HEAD", "200 OK")]
    [InlineData("GET", "204 No Content")]
    [InlineData("GET", "304 Not Modified")]
    [InlineData("GET", "199 Early")]
    public async Task AResponseWithoutABodySendsNoBytesAndMissesNone(string method, string status)
    {
        var one = new Responding(method);
        one.Start(status, null, ("Content-Length", "5"));
        await one.SendAsync("abcdefgh");
        await one.Response.SendFileAsync("file", 0, 3);
        one.Response.Write(Responding.Bytes("i"));

        Assert.Equal((0, 0), (one.Response.Finish(), one.Response.Excess));
        Assert.Empty(one.Body.Chunks);
        Assert.Empty(one.Body.Files);
    }

    [Theory]
    [InlineData("HEAD", "200 OK", 5L)]
    [InlineData("GET", "304 Not Modified", 5L)]
    [InlineData("GET", "204 No Content", null)]
    [InlineData("GET", "199 Early", null)]
    public void ALengthIsKeptWhereItStandsForAnotherResponse(string method, string status, long? expected)
    {
        var one = new Responding(method);
        one.Start(status, null, ("Content-Length", "5"));

        Assert.Equal((expected, expected), (one.Response.ContentLength, one.Exchange.Headers.ContentLength));
    }

    [Fact]
    public void AnOfferedLengthIsTakenWhereTheAppSetNone()
    {
        _one.Start();
        _one.Response.OfferLength(7);

        Assert.Equal((7, 7), (_one.Response.ContentLength, _one.Exchange.Headers.ContentLength));
    }

    [Fact]
    public void AnOfferedLengthNeverReplacesTheAppsOwn()
    {
        _one.StartWith(("Content-Length", "5"));
        _one.Response.OfferLength(7);

        Assert.Equal((5, 5), (_one.Response.ContentLength, _one.Exchange.Headers.ContentLength));
    }

    [Fact]
    public void AnOfferedLengthBeforeStartResponseIsNotTaken()
    {
        _one.Response.OfferLength(7);

        Assert.Null(_one.Exchange.Headers.ContentLength);
    }

    [Fact]
    public async Task AnOfferedLengthAfterTheFirstBytesIsNotTaken()
    {
        _one.Start();
        await _one.SendAsync("a");
        _one.Response.OfferLength(7);

        Assert.Null(_one.Exchange.Headers.ContentLength);
    }

    [Theory]
    [InlineData("204 No Content")]
    [InlineData("304 Not Modified")]
    [InlineData("199 Early")]
    public void AResponseWithoutABodyTakesNoOfferedLength(string status)
    {
        _one.Start(status);
        _one.Response.OfferLength(7);

        Assert.Null(_one.Exchange.Headers.ContentLength);
    }

    [Fact]
    public void AnAnswerToHeadTakesTheOfferedLength()
    {
        var one = new Responding("HEAD");
        one.Start();
        one.Response.OfferLength(7);

        Assert.Equal(7, one.Exchange.Headers.ContentLength);
    }

    [Fact]
    public void AnOfferedLengthIsReplacedWithTheResponse()
    {
        _one.Start();
        _one.Response.OfferLength(7);
        _one.Start("500 Internal Server Error", new InvalidOperationException());

        Assert.Null(_one.Exchange.Headers.ContentLength);
    }
}
