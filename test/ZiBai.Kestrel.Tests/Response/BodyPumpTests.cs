using ZiBai.Response;
using ZiBai.Testing;

namespace ZiBai.Tests.Response;

public sealed class BodyPumpTests
{
    private readonly Responding _one = new();
    private readonly List<string> _log = [];

    public BodyPumpTests()
    {
        _one.Start();
        _one.Body.Sending = () =>
        {
            _log.Add("sent " + _one.Body.Chunks[^1]);
            return Task.CompletedTask;
        };
    }

    [Fact]
    public async Task EachChunkGoesOutBeforeTheNextIsAskedFor()
    {
        await PumpAsync(new TestChunks(_log, "a", "b"));

        Assert.Equal(["next", "sent a", "next", "sent b", "next", "dispose enumerator", "dispose body"], _log);
    }

    [Fact]
    public async Task ASlowClientHoldsTheAppBack()
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _one.Body.Sending = () => taken.Task;
        var pump = PumpAsync(new TestChunks(_log, "a", "b"));
        Assert.Equal(["next"], _log);

        taken.SetResult();
        await pump;

        Assert.Equal("ab", _one.Body.Text);
    }

    [Fact]
    public async Task AnEmptyChunkSendsNothing()
    {
        await PumpAsync(new TestChunks(_log, "", "a", ""));

        Assert.Equal(["a"], _one.Body.Chunks);
    }

    [Fact]
    public async Task ABodyWithoutChunksSendsNothing()
    {
        await PumpAsync([]);

        Assert.Equal((ResponsePhase.Started, ""), (_one.Response.Phase, _one.Body.Text));
    }

    [Fact]
    public async Task AnIterationThatFailsIsDisposedOnce()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => PumpAsync(new TestChunks(_log, "a", null)));

        Assert.Equal(["next", "sent a", "next", "dispose enumerator", "dispose body"], _log);
    }

    [Fact]
    public async Task AClientThatHasGoneStopsTheIterationWhichIsDisposedOnce()
    {
        _one.Body.Sending = () =>
        {
            _one.Exchange.Lifetime.ClientGoes();
            return Task.CompletedTask;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PumpAsync(new TestChunks(_log, "a", "b", "c")));

        Assert.Equal(["next", "next", "dispose enumerator", "dispose body"], _log);
    }

    [Fact]
    public async Task ABodyWhoseEnumeratorCannotBeHadIsDisposedOnce()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => PumpAsync(new BrokenChunks(_log)));

        Assert.Equal(["dispose body"], _log);
    }

    [Fact]
    public async Task ABodyThatIsItsOwnEnumeratorIsDisposedOnce()
    {
        _one.Body.Sending = null;

        await PumpAsync(new SelfChunks(_log, "a", "b"));

        Assert.Equal(["dispose"], _log);
    }

    [Fact]
    public async Task ABodyIsDisposedEvenIfItsEnumeratorFailsToBe()
    {
        var body = new TestChunks(_log, "a");

        await Assert.ThrowsAsync<InvalidOperationException>(() => PumpAsync(new FailingDispose(body)));

        Assert.Contains("dispose body", _log);
    }

    [Fact]
    public async Task AListOfOneChunkThatIsClosedAsynchronouslyIsDisposedOnce()
    {
        await PumpAsync(new AsyncClosedList(_log) { Responding.Bytes("a") });

        Assert.Equal(["sent a", "dispose async"], _log);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    public async Task AListOfOneChunkGetsALength(string chunk)
    {
        await PumpAsync([Responding.Bytes(chunk)]);

        Assert.Equal((chunk.Length, chunk), (_one.Exchange.Headers.ContentLength, _one.Body.Text));
    }

    [Fact]
    public async Task ACollectionOfOneChunkGetsALengthAndIsDisposed()
    {
        await PumpAsync(new CountedChunks(_log, "abc"));

        Assert.Equal((3, "abc"), (_one.Exchange.Headers.ContentLength, _one.Body.Text));
        Assert.Equal(["next", "sent abc", "next", "dispose enumerator", "dispose body"], _log);
    }

    [Fact]
    public async Task ABodyOfSeveralChunksGetsNone()
    {
        await PumpAsync([Responding.Bytes("a"), Responding.Bytes("b")]);

        Assert.Equal((null, "ab"), (_one.Exchange.Headers.ContentLength, _one.Body.Text));
    }

    [Fact]
    public async Task ABodyThatDoesNotTellItsCountGetsNone()
    {
        await PumpAsync(new TestChunks(_log, "a"));

        Assert.Null(_one.Exchange.Headers.ContentLength);
    }

    private Task PumpAsync(IEnumerable<ReadOnlyMemory<byte>> body) => BodyPump.SendAsync(_one.Response, body).WaitAsync(Timeouts.Default);

    private sealed class FailingDispose(TestChunks body) : IEnumerable<ReadOnlyMemory<byte>>, IDisposable
    {
        public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
        {
            try
            {
                yield return Responding.Bytes("a");
            }
            finally
            {
                Fail();
            }
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        public void Dispose() => body.Dispose();

        private static void Fail() => throw new InvalidOperationException("dispose");
    }
}
