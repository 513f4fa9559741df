using ZiBai.Response;

namespace ZiBai.Tests.Response;

/// <summary>How a response moves on: what each phase allows beside start_response.</summary>
public sealed class ResponseMoveTests
{
    private const string NotStarted =
        "The app gave its body, or the end of it, without calling start_response. Call start_response before the first non-empty chunk.";

    private readonly Responding _one = new();

    [Fact]
    public async Task AChunkCommitsTheResponse()
    {
        _one.Start();

        await _one.SendAsync("a");

        Assert.Equal((ResponsePhase.Committed, true, 1), (_one.Response.Phase, _one.Response.HasBegun, _one.Response.Sent));
    }

    [Fact]
    public async Task AnEmptyChunkMovesNothing()
    {
        await _one.SendAsync("");
        Assert.Equal(ResponsePhase.Pending, _one.Response.Phase);

        _one.Start();
        await _one.SendAsync("");

        Assert.Equal((ResponsePhase.Started, false), (_one.Response.Phase, _one.Response.HasBegun));
    }

    [Fact]
    public async Task AChunkBeforeStartResponseIsRefused()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => _one.SendAsync("a"));

        Assert.Equal(NotStarted, refusal.Message);
        Assert.Empty(_one.Body.Chunks);
    }

    [Fact]
    public async Task AFileBeforeStartResponseIsRefused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => _one.Response.SendFileAsync("file", 0, 1).AsTask());

    [Fact]
    public void TheEndBeforeStartResponseIsRefused() =>
        Assert.Equal(NotStarted, Assert.Throws<InvalidOperationException>(() => _one.Response.Finish()).Message);

    [Fact]
    public void WriteBeforeStartResponseIsRefused() =>
        Assert.Equal(NotStarted, Assert.Throws<InvalidOperationException>(() => _one.Response.Write(Responding.Bytes("a"))).Message);

    [Fact]
    public void TheEndWithoutABodyCommitsAndFinishes()
    {
        _one.Start();

        Assert.Equal(0, _one.Response.Finish());
        Assert.Equal(ResponsePhase.Finished, _one.Response.Phase);
    }

    [Fact]
    public async Task TheEndAfterAChunkFinishes()
    {
        _one.Start();
        await _one.SendAsync("a");

        _one.Response.Finish();

        Assert.Equal(ResponsePhase.Finished, _one.Response.Phase);
    }

    [Fact]
    public async Task AChunkAfterTheEndIsRefused()
    {
        _one.Start();
        _one.Response.Finish();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => _one.SendAsync("a"));

        Assert.StartsWith("The response is already finished", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileAfterTheEndIsRefused()
    {
        _one.Start();
        _one.Response.Finish();

        await Assert.ThrowsAsync<InvalidOperationException>(() => _one.Response.SendFileAsync("file", 0, 1).AsTask());
    }

    [Fact]
    public void WriteAfterTheEndIsRefused()
    {
        var write = _one.Start();
        _one.Response.Finish();

        Assert.Throws<InvalidOperationException>(() => write(Responding.Bytes("a")));
    }

    [Fact]
    public void ASecondEndIsRefused()
    {
        _one.Start();
        _one.Response.Finish();

        Assert.Throws<InvalidOperationException>(() => _one.Response.Finish());
    }

    [Fact]
    public void BreakingOffIsPossibleFromTheStart()
    {
        _one.Response.BreakOff();

        Assert.Equal((ResponsePhase.Finished, 1), (_one.Response.Phase, _one.Exchange.Lifetime.Aborts));
    }

    [Fact]
    public async Task BreakingOffIsPossibleAfterTheFirstBytes()
    {
        _one.Start();
        await _one.SendAsync("a");

        _one.Response.BreakOff();

        Assert.Equal((ResponsePhase.Finished, 1), (_one.Response.Phase, _one.Exchange.Lifetime.Aborts));
    }

    [Fact]
    public async Task TheServersNameIsSetWhereTheAppSetNone()
    {
        _one.Start();
        await _one.SendAsync("a");

        Assert.Equal("Zî Bái", _one.Exchange.Headers.Server);
    }

    [Fact]
    public async Task TheAppsOwnServerNameStays()
    {
        _one.StartWith(("server", "own"));
        await _one.SendAsync("a");

        Assert.Equal("own", _one.Exchange.Headers.Server);
    }

    [Theory]
    [InlineData("HTTP/1.0", true)]
    [InlineData("HTTP/1.1", true)]
    [InlineData("HTTP/2", false)]
    public void AConnectionThatEndsIsSaidToWhereHttpCan(string protocol, bool said)
    {
        var one = new Responding(protocol: protocol);
        one.Response.ClosesConnection = true;
        one.Start();
        one.Response.Finish();

        Assert.Equal(said ? "close" : "", one.Exchange.Headers.Connection.ToString());
    }

    [Fact]
    public void AConnectionThatGoesOnIsNotSaidToEnd()
    {
        _one.Start();
        _one.Response.Finish();

        Assert.Equal(0, _one.Exchange.Headers.Connection.Count);
    }

    [Fact]
    public void WhetherTheClientHasGoneCanBeAsked()
    {
        Assert.False(_one.Response.ClientHasGone);

        _one.Exchange.Lifetime.ClientGoes();

        Assert.True(_one.Response.ClientHasGone);
    }
}
