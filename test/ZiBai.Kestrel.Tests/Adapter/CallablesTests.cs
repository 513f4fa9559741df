using ZiBai.Adapter;
using ZiBai.Testing;

namespace ZiBai.Tests.Adapter;

/// <summary>A start_response and a write that an app keeps reach into no other request; those of an app that does not may serve the connection's next.</summary>
public sealed class CallablesTests
{
    private readonly CallableReuse _reuse = new(isSafe: true);
    private readonly RequestContext _connection = new(Exchange.Settings()) { Last = new LastRequest() };
    private readonly RequestContext _pooled = new(Exchange.Settings());

    [Fact]
    public void AConnectionsNextRequestHasTheSame()
    {
        var first = Begin(_connection).Start;

        Assert.Same(first, Begin(_connection).Start);
    }

    [Fact]
    public void OnAnotherConnectionThereIsAnother()
    {
        var other = new RequestContext(Exchange.Settings()) { Last = new LastRequest() };

        Assert.NotSame(Begin(_connection).Start, Begin(other).Start);
    }

    [Fact]
    public void WhereContextsServeManyConnectionsEachRequestHasItsOwnAndALateCallIsRefused()
    {
        var (_, kept) = Begin(_pooled);
        var keptWrite = kept("200 OK", [], null);
        var (next, start) = Begin(_pooled);
        start("200 OK", [], null);

        AssertRefused(kept, keptWrite, next);
    }

    [Fact]
    public void AnAppThatIsNotDoneWhenItReturnsHasItsOwnForEachRequest()
    {
        var reuse = new CallableReuse(isSafe: false);

        Assert.NotSame(Begin(_connection, reuse).Start, Begin(_connection, reuse).Start);
    }

    [Fact]
    public void ACallBetweenTwoRequestsIsRefusedAndEachHasItsOwnFromThenOn()
    {
        var (_, kept) = Begin(_connection);
        var keptWrite = kept("200 OK", [], null);
        _connection.Reset(null);
        Assert.Throws<InvalidOperationException>(() => kept("200 OK", [], null));

        var (next, start) = Begin(_connection);
        start("200 OK", [], null);

        Assert.NotSame(kept, start);
        AssertRefused(kept, keptWrite, next);
    }

    [Fact]
    public async Task ACallByAnotherThreadIsTakenAndEachRequestHasItsOwnFromThenOn()
    {
        var (exchange, kept) = Begin(_connection);
        var keptWrite = await OnAnotherThreadAsync(() => kept("201 Created", [("X-One", "1")], null));
        Assert.Equal((201, "1"), (exchange.Response.StatusCode, exchange.Headers["X-One"].ToString()));

        var (next, start) = Begin(_connection);
        start("200 OK", [], null);

        Assert.False(_reuse.IsSafe);
        AssertRefused(kept, keptWrite, next);
        await OnAnotherThreadAsync(() => Assert.Throws<InvalidOperationException>(() => kept("200 OK", [("X-Leak", "1")], null)));
    }

    [Fact]
    public async Task AWriteByAnotherThreadIsTakenAndEachRequestHasItsOwnFromThenOn()
    {
        var (exchange, kept) = Begin(_connection);
        var keptWrite = kept("200 OK", [], null);
        await OnAnotherThreadAsync(() =>
        {
            keptWrite("mine"u8.ToArray());
            return true;
        });
        Assert.Equal("mine", exchange.Body.Text);

        var (next, start) = Begin(_connection);
        start("200 OK", [], null);

        AssertRefused(kept, keptWrite, next);
    }

    private static void AssertRefused(StartResponse kept, Write keptWrite, Exchange next)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => kept("200 OK", [("X-Leak", "1")], new InvalidOperationException()));
        Assert.Contains("already finished", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => keptWrite("leaked"u8.ToArray()));
        Assert.DoesNotContain("X-Leak", next.Headers.Keys);
        Assert.Equal("", next.Body.Text);
    }

    /// <summary>A thread of its own: one of the pool might be this one.</summary>
    private static Task<T> OnAnotherThreadAsync<T>(Func<T> call) => Task.Factory
        .StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(Timeouts.Default);

    private (Exchange Exchange, StartResponse Start) Begin(RequestContext context, CallableReuse? reuse = null)
    {
        var exchange = new Exchange();
        context.Reset(null);
        context.Reset(exchange.Features);
        return (exchange, context.Lend(reuse ?? _reuse));
    }
}
