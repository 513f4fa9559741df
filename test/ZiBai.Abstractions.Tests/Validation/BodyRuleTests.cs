namespace ZiBai.Tests.Validation;

public sealed class BodyRuleTests : RuleTests
{
    private static readonly (string, string) _text = ("Content-Type", "text/plain");

    [Fact, Breaks("BodyGiven")]
    public void ABodyThatIsNullIsRefused() => Broken(static (_, startResponse) =>
    {
        Ok(startResponse);
        return null!;
    });

    [Fact, Breaks("BodyGiven")]
    public Task AnAsynchronousBodyThatIsNullIsRefused() => BrokenAsync(static (_, startResponse) =>
    {
        Ok(startResponse);
        return null!;
    });

    [Theory]
    [InlineData("GET", "103 Early Hints")]
    [InlineData("GET", "204 No Content")]
    [InlineData("GET", "304 Not Modified")]
    [InlineData("HEAD", "200 OK")]
    public void WhereTheServerSendsNoBodyAnAppMayGiveOne(string method, string status)
    {
        Exchange.Environ[EnvironKeys.RequestMethod] = method;

        Exchange.Run(Giving("abc", status));
        Exchange.Run((_, startResponse) =>
        {
            startResponse(status, [])(Chunk("abc"));
            return new FileWrapper(new MemoryStream("abc"u8.ToArray()));
        });
    }

    [Theory]
    [InlineData("2")]
    [InlineData("4")]
    public void WhatIsNotSentIsNotCounted(string length)
    {
        Exchange.Environ[EnvironKeys.RequestMethod] = "HEAD";

        Exchange.Run(Giving("abc", "200 OK", _text, ("Content-Length", length)));
    }

    [Fact]
    public void EmptyChunksAreNoBody() => Exchange.Run(Giving("", "200 OK"));

    [Fact]
    public void HeadersInAnswerToHeadMayBeThoseOfGet()
    {
        Exchange.Environ[EnvironKeys.RequestMethod] = "HEAD";

        Exchange.Run(Answering("200 OK", _text, ("Content-Length", "3")));
    }

    [Fact, Breaks("ContentLengthKept")]
    public void AChunkBeyondContentLengthIsRefusedAndNotSent()
    {
        var violation = Broken(static (_, startResponse) =>
        {
            startResponse("200 OK", [_text, ("Content-Length", "4")]);
            return [Chunk("abc"), Chunk("de")];
        });

        Assert.Equal("it yielded 5 bytes with a Content-Length of 4", violation.Got);
        Assert.Equal(["abc"], Exchange.Sent);
    }

    [Fact, Breaks("ContentLengthKept")]
    public void WritingBeyondContentLengthIsRefusedInTheApp() => Broken(static (_, startResponse) =>
    {
        var write = startResponse("200 OK", [_text, ("Content-Length", "4")]);
        write(Chunk("abcde"));
        return [];
    });

    [Fact, Breaks("ContentLengthKept")]
    public Task AnAsynchronousChunkBeyondContentLengthIsRefused() => BrokenAsync(static (_, startResponse) =>
    {
        startResponse("200 OK", [_text, ("Content-Length", "0")]);
        return new[] { Chunk("abc") }.ToAsyncEnumerable();
    });

    [Fact, Breaks("ContentLengthReached")]
    public void ABodyShorterThanContentLengthIsRefusedAtItsEnd()
    {
        var violation = Broken(Giving("abc", "200 OK", _text, ("Content-Length", "4")));

        Assert.Equal("its body has 3 bytes with a Content-Length of 4", violation.Got);
    }

    [Fact, Breaks("ContentLengthReached")]
    public void AFileShorterThanContentLengthIsRefusedAsItIsReturned() => Broken(static (_, startResponse) =>
    {
        startResponse("200 OK", [_text, ("Content-Length", "4")]);
        return new FileWrapper(new MemoryStream("abcdef"u8.ToArray()) { Position = 3 });
    });

    [Fact, Breaks("ContentLengthReached")]
    public void AStreamShorterThanContentLengthIsRefusedAtItsEnd()
    {
        Broken(static (_, startResponse) =>
        {
            startResponse("200 OK", [_text, ("Content-Length", "4")]);
            return new FileWrapper(new DripStream("abc"));
        });

        Assert.Equal(["abc"], Exchange.Sent);
    }

    [Fact]
    public void AFileMayBeLongerThanContentLengthForTheServerSendsNoMore() => Exchange.Run(static (_, startResponse) =>
    {
        startResponse("200 OK", [_text, ("Content-Length", "2")]);
        return new FileWrapper(new MemoryStream("abcdef"u8.ToArray()));
    });

    [Fact]
    public void WhatIsWrittenAndWhatIsYieldedCountTogether()
    {
        Exchange.Run(static (_, startResponse) =>
        {
            var write = startResponse("200 OK", [_text, ("Content-Length", "5")]);
            write(Chunk("abc"));
            return [Chunk("de")];
        });

        Assert.Equal(["abc", "de"], Exchange.Sent);
    }

    [Fact]
    public void AServerMayStopBeforeTheEnd()
    {
        var body = Exchange.Call(Giving("abc", "200 OK", _text, ("Content-Length", "1000")));

        ((IDisposable)body).Dispose();
    }

    [Fact, Breaks("BodyIteratedOnce")]
    public void ASecondEnumeratorIsRefused()
    {
        var body = Exchange.Call(Giving("abc", "200 OK", _text));
        _ = body.GetEnumerator();

        BrokenBy(() => body.GetEnumerator());
    }

    [Fact, Breaks("BodyIteratedOnce")]
    public void ACopyOfACollectionIsAnIteration()
    {
        var body = Exchange.Call(Giving("abc", "200 OK", _text));
        Assert.Equal(["abc"], body.ToArray().Select(Body.Text));

        BrokenBy(() => _ = body.ToArray());
    }

    [Fact, Breaks("BodyDisposedOnce")]
    public void ASecondDisposalIsRefusedAndNotForwarded()
    {
        var returned = new DisposableBody(static () => { }, static () => { });
        var body = (IDisposable)Exchange.Call((_, startResponse) =>
        {
            Ok(startResponse);
            return returned;
        });
        body.Dispose();

        BrokenBy(body.Dispose);
        Assert.Equal(1, returned.Disposals);
    }

    [Fact, Breaks("BodyDisposedOnce")]
    public void ASecondDisposalOfAFileIsRefused()
    {
        var body = (IDisposable)Exchange.Call(static (_, startResponse) =>
        {
            Ok(startResponse);
            return new FileWrapper(new MemoryStream());
        });
        body.Dispose();

        BrokenBy(body.Dispose);
    }

    [Fact, Breaks("BodyUsedBeforeDisposal")]
    public void AChunkAskedForAfterDisposalIsRefused()
    {
        var body = Exchange.Call(Giving("abc", "200 OK", _text));
        var chunks = body.GetEnumerator();
        ((IDisposable)body).Dispose();

        BrokenBy(() => chunks.MoveNext());
    }

    [Fact, Breaks("BodyUsedBeforeDisposal")]
    public void AnEnumeratorAskedForAfterDisposalIsRefused()
    {
        var body = Exchange.Call(Giving("abc", "200 OK", _text));
        ((IDisposable)body).Dispose();

        BrokenBy(() => body.GetEnumerator());
    }
}
