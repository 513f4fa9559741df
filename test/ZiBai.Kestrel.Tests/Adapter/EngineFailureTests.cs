using Microsoft.Extensions.Logging;
using ZiBai.Adapter;
using ZiBai.Environ;
using ZiBai.Testing;

namespace ZiBai.Tests.Adapter;

/// <summary>An engine that passes failures on: those of the app, and no others.</summary>
public sealed class EngineFailureTests : IDisposable
{
    private readonly LogSink _sink = new();
    private readonly Exchange _exchange = new();

    public static TheoryData<bool> Forms => [false, true];

    public void Dispose() => _sink.Dispose();

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task TheVeryExceptionIsPassedOnAndNotLogged(bool asynchronous)
    {
        var failure = new InvalidOperationException("of the app");

        Assert.Same(failure, await Record.ExceptionAsync(() => RunAsync(asynchronous, failure, begins: false)));
        Assert.Empty(_sink.Entries);
        Assert.Equal((false, 0), (_exchange.Body.HasStarted, _exchange.Lifetime.Aborts));
    }

    /// <summary>Whoever gets it may tell a client that has gone by a connection that has: so that comes last.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AResponseThatHasBegunIsBrokenOffWhenAllIsOver(bool asynchronous)
    {
        var failure = new InvalidOperationException("of the app");

        Assert.Same(failure, await Record.ExceptionAsync(() => RunAsync(asynchronous, failure, begins: true)));
        Assert.Equal(("a", 0), (_exchange.Body.Text, _exchange.Lifetime.Aborts));
        await _exchange.Response.CompleteAsync();
        Assert.Equal(1, _exchange.Lifetime.Aborts);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AMalformedBodyIsStillAnswered(bool asynchronous)
    {
        await RunAsync(asynchronous, new InvalidOperationException("app", new RequestBodyException("bad", 400, new IOException())), begins: false);

        Assert.Equal((400, "close"), (_exchange.Response.StatusCode, _exchange.Headers.Connection.ToString()));
        Assert.Equal(("BadRequest", LogLevel.Debug), (Assert.Single(_sink.Entries).EventId.Name, _sink.Entries[0].Level));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AClientThatHasGoneIsNobodysFailure(bool asynchronous)
    {
        _exchange.Lifetime.ClientGoes();

        await RunAsync(asynchronous, new OperationCanceledException(), begins: false);

        Assert.Equal(1, _exchange.Lifetime.Aborts);
        Assert.Equal(("ClientGone", LogLevel.Debug), (Assert.Single(_sink.Entries).EventId.Name, _sink.Entries[0].Level));
    }

    private Task RunAsync(bool asynchronous, Exception failure, bool begins)
    {
        IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            yield return begins ? Serving.Bytes("a") : default;
            throw failure;
        }

        async IAsyncEnumerable<ReadOnlyMemory<byte>> AppAsync(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            await Task.Yield();
            yield return begins ? Serving.Bytes("a") : default;
            throw failure;
        }

        var engine = new WsgiEngine(
            asynchronous ? new AppEntry(AppAsync) : new AppEntry(App), new DrainFlag(), Serving.Records(_sink), _sink.CreateLogger("debug"),
            passesFailuresOn: true);
        var context = new RequestContext(Exchange.Settings());
        context.Reset(_exchange.Features);
        return engine.RunAsync(context).WaitAsync(Timeouts.Default);
    }
}
