namespace ZiBai.Tests.Validation;

public sealed class StartResponseRuleTests : RuleTests
{
    [Fact, Breaks("StartResponseBeforeBody")]
    public void AChunkBeforeStartResponseIsRefused()
    {
        static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            yield return Chunk("abc");
            Ok(startResponse);
        }

        Assert.Equal("it yielded 3 bytes without a call of start_response", Broken(App).Got);
    }

    [Fact, Breaks("StartResponseBeforeBody")]
    public void AChunkThatIsRefusedIsNotSent()
    {
        Broken(static (_, _) => [Chunk("abc")]);

        Assert.Empty(Exchange.Sent);
    }

    [Fact, Breaks("StartResponseBeforeBody")]
    public void TheEndWithoutStartResponseIsRefused() =>
        Assert.Equal("its body ended without a call of start_response", Broken(static (_, _) => []).Got);

    [Fact, Breaks("StartResponseBeforeBody")]
    public Task TheEndOfAnAsynchronousBodyWithoutStartResponseIsRefused() =>
        BrokenAsync(static (_, _) => AsyncEnumerable.Empty<ReadOnlyMemory<byte>>());

    [Fact, Breaks("StartResponseBeforeBody")]
    public void AFileWithoutStartResponseIsRefusedAndDisposed()
    {
        var file = new MemoryStream();

        Broken((_, _) => new FileWrapper(file));

        Assert.False(file.CanRead);
    }

    [Fact]
    public void StartResponseMayComeAfterAnEmptyChunk()
    {
        static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            yield return default;
            Ok(startResponse);
            yield return Chunk("abc");
        }

        Assert.Equal(["abc"], Exchange.Run(App).Sent);
    }

    [Fact, Breaks("StartResponseOnce")]
    public void ASecondCallWithoutExcInfoIsRefusedInTheApp()
    {
        var violation = Broken(static (_, startResponse) =>
        {
            Ok(startResponse);
            startResponse("404 Not Found", []);
            return [];
        });

        Assert.Equal(
            "it called start_response with status '404 Not Found' after it had called it with 200, and without excInfo",
            violation.Got);
    }

    [Fact, Breaks("StartResponseOnce")]
    public void ASecondCallWithoutExcInfoIsRefusedAfterTheFirstChunkToo()
    {
        static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            Ok(startResponse);
            yield return Chunk("abc");
            Ok(startResponse);
        }

        Broken(App);
    }

    [Fact]
    public void ASecondCallWithExcInfoReplacesTheFirst()
    {
        Exchange.Run(static (_, startResponse) =>
        {
            startResponse("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "1000")]);
            startResponse("500 Oops", [("Content-Type", "text/html"), ("Content-Length", "3")], new InvalidOperationException());
            return [Chunk("abc")];
        });

        Assert.Equal("500 Oops", Exchange.Status);
        Assert.Equal(["abc"], Exchange.Sent);
    }

    [Fact]
    public void ExcInfoAfterTheFirstChunkIsThrownByTheServer()
    {
        var failure = new InvalidOperationException();
        IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            Ok(startResponse);
            yield return Chunk("abc");
            startResponse("500 Oops", [], failure);
        }

        Assert.Same(failure, Assert.Throws<InvalidOperationException>(() => Exchange.Run(App)));
    }

    [Fact]
    public void AMiddlewareThatHoldsTheResponseBackMayTakeAnotherAfterTheFirstChunk()
    {
        var app = Validator.Wrap(Replacing);

        var body = app(Exchange.Environ, static (_, _, _) => static _ => { });

        Assert.Equal(["abc", "de"], body.Select(Body.Text));

        static IEnumerable<ReadOnlyMemory<byte>> Replacing(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            Ok(startResponse);
            yield return Chunk("abc");
            startResponse("500 Oops", [("Content-Type", "text/plain"), ("Content-Length", "2")], new InvalidOperationException());
            yield return Chunk("de");
        }
    }

    [Fact, Breaks("StartResponseBeforeEnd")]
    public void ACallAfterTheEndIsRefused()
    {
        StartResponse? kept = null;
        Exchange.Run((_, startResponse) =>
        {
            Ok(kept = startResponse);
            return [];
        });

        BrokenBy(() => kept!("500 Oops", [], new InvalidOperationException()));
    }

    [Fact, Breaks("StartResponseBeforeEnd")]
    public void ACallFromTheBodysDisposalIsRefused() =>
        Broken(static (_, startResponse) => new DisposableBody(() => Ok(startResponse), () => Ok(startResponse), "abc"));

    [Theory, Breaks("StatusForm")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("200")]
    [InlineData("200OK")]
    [InlineData("OK")]
    [InlineData("99 Low")]
    [InlineData("099 Low")]
    [InlineData("1000 High")]
    [InlineData("+20 Sign")]
    [InlineData("200 O\r\nK")]
    [InlineData("200 Dânger")]
    public void AStatusOfAnotherFormIsRefused(string? status) => Broken(Answering(status!));

    [Fact]
    public void ARefusedStatusIsShownOnOneLine()
    {
        var violation = Assert.Throws<ContractViolationException>(() => Exchange.Run(Answering("200 O\r\nK")));

        Assert.Equal("it called start_response with status '200 O\\r\\nK'", violation.Got);
    }

    [Fact]
    public void ALongStatusIsShownInPart()
    {
        var violation = Assert.Throws<ContractViolationException>(() => Exchange.Run(Answering(new string('x', 101))));

        Assert.EndsWith(" status '" + new string('x', 100) + "...'", violation.Got, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("200 OK")]
    [InlineData("200 ")]
    [InlineData("999 Custom reason")]
    public void AStatusMayHaveAnyReason(string status) => Assert.Equal(status, Exchange.Run(Answering(status)).Status);

    [Fact, Breaks("WriteGiven")]
    public void AServerWhoseStartResponseReturnsNullIsToldSo() =>
        BrokenBy(static () => Validator.Wrap(Answering("200 OK"))(new Exchange().Environ, static (_, _, _) => null!));

    [Fact]
    public void WhatTheServerRefusesByItselfComesThrough()
    {
        var app = Validator.Wrap(Answering("200 OK"));

        Assert.Throws<TimeoutException>(() => app(Exchange.Environ, static (_, _, _) => throw new TimeoutException()));
    }

    [Fact, Breaks("WriteBeforeReturn")]
    public void WritingFromWithinTheBodyIsRefused()
    {
        static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            var write = Ok(startResponse);
            yield return Chunk("abc");
            write(Chunk("de"));
        }

        Assert.Equal("it called write with 2 bytes after it had returned its body", Broken(App).Got);
    }

    [Fact, Breaks("WriteBeforeReturn")]
    public void WritingAfterTheEndIsRefused()
    {
        Write? kept = null;
        Exchange.Run((_, startResponse) =>
        {
            kept = Ok(startResponse);
            return [];
        });

        BrokenBy(() => kept!(Chunk("abc")));
    }
}
