namespace ZiBai.Tests.Validation;

public sealed class HeaderRuleTests : RuleTests
{
    [Fact, Breaks("HeadersGiven")]
    public void HeadersThatAreNullAreRefused() => Broken(static (_, startResponse) =>
    {
        startResponse("200 OK", null!);
        return [];
    });

    [Theory, Breaks("HeaderNameForm")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("X:")]
    [InlineData("X Y")]
    [InlineData("X\n")]
    [InlineData("Größe")]
    public void ANameThatIsNoTokenIsRefused(string? name) => Broken(Answering("200 OK", (name!, "x")));

    [Theory, Breaks("HeaderValueForm")]
    [InlineData(null)]
    [InlineData("a\rb")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\x7f")]
    [InlineData("字")]
    public void AValueThatIsNoLineOfLatin1IsRefused(string? value) => Broken(Answering("200 OK", ("X", value!)));

    [Theory]
    [InlineData("")]
    [InlineData("a\tb")]
    [InlineData("Größe")]
    public void AValueMayBeAnyLineOfLatin1(string value) =>
        Assert.Equal([("X", value)], Exchange.Run(Answering("200 OK", ("X", value))).Headers);

    [Fact]
    public void ARefusedValueIsSaidToBeRefusedForACharacterAtItsIndex() =>
        Assert.Equal(
            "it called start_response with header X, whose value has a CR at index 1",
            Assert.Throws<ContractViolationException>(() => Exchange.Run(Answering("200 OK", ("X", "a\r\n")))).Got);

    [Theory, Breaks("HeaderOfServer")]
    [InlineData("Connection")]
    [InlineData("connection")]
    [InlineData("Keep-Alive")]
    [InlineData("Proxy-Authenticate")]
    [InlineData("Proxy-Authorization")]
    [InlineData("TE")]
    [InlineData("Trailer")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Upgrade")]
    public void AHopByHopHeaderIsRefused(string name) => Broken(Answering("200 OK", (name, "x")));

    [Fact, Breaks("HeaderStatus")]
    public void TheStatusAsAHeaderIsRefused() => Broken(Answering("200 OK", ("Status", "200 OK")));

    [Fact]
    public void AHeaderMayRepeat() =>
        Assert.Equal(2, Exchange.Run(Answering("200 OK", ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))).Headers!.Count);

    [Fact, Breaks("HeadersKept")]
    public void AHeaderAddedAfterTheCallIsRefusedAtTheFirstChunk()
    {
        static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            List<(string, string)> headers = [("Content-Type", "text/plain")];
            startResponse("200 OK", headers);
            headers.Add(("X", "late"));
            yield return Chunk("abc");
        }

        Assert.Equal("the list had 1 headers at the call and now has 2", Broken(App).Got);
    }

    [Fact, Breaks("HeadersKept")]
    public void AHeaderChangedAfterTheCallIsRefusedAtTheEnd() => Broken(static (_, startResponse) =>
    {
        (string, string)[] headers = [("X", "early")];
        startResponse("200 OK", headers);
        headers[0] = ("X", "late");
        return [];
    });

    [Fact]
    public void TheListOfAReplacedResponseIsTheAppsAgain() => Exchange.Run(static (_, startResponse) =>
    {
        List<(string, string)> headers = [];
        startResponse("200 OK", headers);
        headers.Add(("X", "y"));
        startResponse("500 Oops", headers, new InvalidOperationException());
        return [];
    });

    [Theory, Breaks("ContentLengthForm")]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1, 1")]
    [InlineData("1.0")]
    [InlineData("99999999999999999999")]
    public void AContentLengthThatIsNoNumberIsRefused(string value) => Broken(Answering("200 OK", ("Content-Length", value)));

    [Theory, Breaks("ContentLengthOnce")]
    [InlineData("0")]
    [InlineData("1")]
    public void ASecondContentLengthIsRefused(string second) =>
        Broken(Answering("200 OK", ("Content-Length", "0"), ("content-length", second)));

    [Theory, Breaks("ContentLengthPlace")]
    [InlineData("100 Continue")]
    [InlineData("204 No Content")]
    public void AContentLengthWithAStatusThatHasNoneIsRefused(string status) => Broken(Answering(status, ("Content-Length", "0")));

    [Fact]
    public void A304MayHaveTheLengthOfWhatItStandsFor() => Exchange.Run(Answering("304 Not Modified", ("Content-Length", "1000")));

    [Theory, Breaks("ContentTypePlace")]
    [InlineData("101 Switching Protocols")]
    [InlineData("204 No Content")]
    [InlineData("304 Not Modified")]
    public void AContentTypeWithAStatusThatHasNoBodyIsRefused(string status) => Broken(Answering(status, ("Content-Type", "text/plain")));

    [Fact, Breaks("ContentTypePresent")]
    public void ABodyWithoutContentTypeIsRefused() => Broken(Giving("abc", "200 OK"));

    [Fact, Breaks("ContentTypePresent")]
    public void WritingWithoutContentTypeIsRefusedInTheApp() => Broken(static (_, startResponse) =>
    {
        var write = startResponse("200 OK", []);
        write(Chunk("abc"));
        return [];
    });

    [Fact]
    public void AResponseWithoutABodyNeedsNoContentType() => Exchange.Run(Answering("302 Found", ("Location", "/")));
}
