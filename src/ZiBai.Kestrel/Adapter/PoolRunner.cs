namespace ZiBai.Adapter;

/// <summary>
/// Runs the app where Kestrel left the request, on the thread pool. At most so many requests are inside the app at once; the others wait their
/// turn, which costs them no thread. A request is not inside the app while the server waits for the client to take what the app has
/// yielded: clients that read slowly would otherwise hold every turn.
/// </summary>
internal sealed class PoolRunner : IAppRunner
{
    private readonly WsgiEngine _engine;
    private readonly Turns _turns;
    private readonly PoolWatch? _watch;
    private readonly Func<Task, Task>? _lend;
    private volatile bool _ended;

    /// <param name="engine">What runs the app.</param>
    /// <param name="maxWorkers">Requests inside the app at once, 1 or more.</param>
    /// <param name="reserve">Threads for an app that may block, taken while it does; null for an app that does not.</param>
    public PoolRunner(WsgiEngine engine, int maxWorkers, PoolReserve? reserve = null)
    {
        _engine = engine;
        _turns = new Turns(maxWorkers);
        _watch = reserve is null ? null : new PoolWatch(_turns, reserve);

        // With one turn wsgi.multithread is false: no other request may be called while one stands at a yield.
        _lend = maxWorkers > 1 ? _turns.LendAsync : null;
    }

    public Task RunAsync(RequestContext context)
    {
        context.Response.WhileSending = _lend;
        if (!_turns.TryTake())
        {
            return RunLateAsync(context);
        }

        var run = _engine.RunAsync(context);
        if (!run.IsCompleted)
        {
            return ReleaseAfterAsync(run);
        }

        _turns.Give();
        return run;
    }

    public void Dispose()
    {
        _ended = true;
        _watch?.Dispose();
    }

    private async Task RunLateAsync(RequestContext context)
    {
        if (await LateTurn.TakeAsync(_turns, _engine, context) is { } slow)
        {
            // Without a turn there is none to lend.
            context.Response.WhileSending = null;
            await _engine.FailAsync(context, slow);
            return;
        }

        if (_ended)
        {
            context.Response.BreakOff();
            _turns.Give();
            return;
        }

        await ReleaseAfterAsync(_engine.RunLateAsync(context));
    }

    private async Task ReleaseAfterAsync(Task run)
    {
        try
        {
            await run;
        }
        finally
        {
            _turns.Give();
        }
    }
}
