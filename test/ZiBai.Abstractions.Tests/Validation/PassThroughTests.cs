namespace ZiBai.Tests.Validation;

/// <summary>Apps that keep the rules, in all the forms an app may have, are served as they are.</summary>
public sealed class PassThroughTests : RuleTests
{
    [Fact]
    public void StatusAndHeadersComeThrough()
    {
        (string, string)[] headers = [("Content-Type", "text/plain"), ("Content-Length", "3")];

        Exchange.Run(Giving("abc", "200 OK", headers));

        Assert.Equal("200 OK", Exchange.Status);
        Assert.Same(headers, Exchange.Headers);
        Assert.Equal(["abc"], Exchange.Sent);
    }

    [Fact]
    public void AnAppMayBeWrappedTwice()
    {
        Exchange.Run(Validator.Wrap(Giving("abc", "200 OK", ("Content-Type", "text/plain"))));

        Assert.Equal(["abc"], Exchange.Sent);
    }

    [Fact]
    public void EachChunkIsAskedForOnlyWhenTheServerAsks()
    {
        var returned = new DisposableBody(static () => { }, static () => { }, "a", "b", "c");
        using var chunks = Call(returned).GetEnumerator();
        Assert.Equal(0, returned.Given);

        chunks.MoveNext();

        Assert.Equal(1, returned.Given);
        Assert.Equal("a", chunks.Current.Text());
    }

    [Fact]
    public void AGeneratorRunsOnlyWhenTheServerAsks()
    {
        var hasBegun = false;
        using var chunks = Exchange.Call(App).GetEnumerator();
        Assert.False(hasBegun);

        Assert.True(chunks.MoveNext());

        Assert.True(hasBegun);

        IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            hasBegun = true;
            Ok(startResponse);
            yield return Chunk("abc");
        }
    }

    [Fact]
    public void AGeneratorsFinallyRunsWhenTheServerStopsEarly()
    {
        var ends = 0;
        var body = Exchange.Call(App);
        using (var chunks = body.GetEnumerator())
        {
            chunks.MoveNext();
        }

        ((IDisposable)body).Dispose();

        Assert.Equal(1, ends);

        IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            try
            {
                Ok(startResponse);
                yield return Chunk("abc");
                yield return Chunk("de");
            }
            finally
            {
                ends++;
            }
        }
    }

    [Fact]
    public void WhatIsWrittenGoesOutBeforeTheBody()
    {
        Exchange.Run(static (_, startResponse) =>
        {
            var write = Ok(startResponse);
            write(Chunk("ab"));
            write(default);
            return [Chunk("c")];
        });

        Assert.Equal(["ab", "c"], Exchange.Sent);
    }

    public static TheoryData<Func<ReadOnlyMemory<byte>, IEnumerable<ReadOnlyMemory<byte>>>> SingleChunks =>
    [
        static chunk => new[] { chunk },
        static chunk => new List<ReadOnlyMemory<byte>> { chunk },
        static chunk => new HashSet<ReadOnlyMemory<byte>> { chunk },
        static chunk => new Queue<ReadOnlyMemory<byte>>([chunk]),
    ];

    [Theory]
    [MemberData(nameof(SingleChunks), DisableDiscoveryEnumeration = true)]
    public void ACollectionOfOneChunkStaysOne(Func<ReadOnlyMemory<byte>, IEnumerable<ReadOnlyMemory<byte>>> make)
    {
        var body = Call(make(Chunk("abc")));

        Assert.True(body is IReadOnlyCollection<ReadOnlyMemory<byte>> { Count: 1 });
        Assert.True(body is ICollection<ReadOnlyMemory<byte>> { Count: 1 });
        Assert.Equal(["abc"], body.Select(Body.Text));
    }

    [Fact]
    public void AGeneratorIsNoCollection()
    {
        Assert.False(Call(Generate()) is ICollection<ReadOnlyMemory<byte>>);

        static IEnumerable<ReadOnlyMemory<byte>> Generate()
        {
            yield return Chunk("abc");
        }
    }

    [Fact]
    public void BodyAndEnumeratorAreDisposedOnceEach()
    {
        var returned = new DisposableBody(static () => { }, static () => { }, "a");

        Exchange.Run((_, startResponse) =>
        {
            Ok(startResponse);
            return returned;
        });

        Assert.Equal((1, 1), (returned.Disposals, returned.EnumeratorDisposals));
    }

    [Fact]
    public void ABodyIsDisposedWhenARuleIsBroken()
    {
        var returned = new DisposableBody(static () => { }, static () => { }, "a");

        Assert.Throws<ContractViolationException>(() => Exchange.Run((_, _) => returned));

        Assert.Equal(1, returned.Disposals);
    }

    [Fact]
    public async Task AnAsynchronousDisposalIsForwardedAsOne()
    {
        var returned = new AsyncDisposableBody();

        await ((IAsyncDisposable)Call(returned)).DisposeAsync();

        Assert.Equal((1, 0), (returned.AsyncDisposals, returned.Disposals));
    }

    [Fact]
    public void AFailureOfTheAppsComesThrough()
    {
        Assert.Throws<TimeoutException>(() => Exchange.Run(App));

        static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            Ok(startResponse);
            yield return Chunk("abc");
            throw new TimeoutException();
        }
    }

    [Fact]
    public void AFileStaysAFileOverTheSameStream()
    {
        var stream = new MemoryStream("abcdef"u8.ToArray()) { Position = 2 };

        var file = Assert.IsType<FileWrapper>(Call(new FileWrapper(stream, 3)));

        Assert.Same(stream, file.Stream);
        Assert.Equal(3, file.BlockSize);
        Assert.Equal(2, stream.Position);
    }

    [Fact]
    public void AFileCanBeIteratedAndIsDisposed()
    {
        var stream = new DripStream("abcdef");

        Exchange.Run((_, startResponse) =>
        {
            Ok(startResponse);
            return new FileWrapper(stream, 4);
        });

        Assert.Equal(["abcd", "ef"], Exchange.Sent);
        Assert.Equal(1, stream.Disposals);
    }

    private IEnumerable<ReadOnlyMemory<byte>> Call(IEnumerable<ReadOnlyMemory<byte>> returned) => Exchange.Call((_, startResponse) =>
    {
        Ok(startResponse);
        return returned;
    });

    private sealed class AsyncDisposableBody() : DisposableBody(static () => { }, static () => { }), IAsyncDisposable
    {
        public int AsyncDisposals { get; private set; }

        public ValueTask DisposeAsync()
        {
            AsyncDisposals++;
            return default;
        }
    }
}
