namespace ZiBai.Adapter;

/// <summary>
/// Runs the app where Kestrel left the request, on the thread pool. At most so many requests are inside the app at once; the others wait their
/// turn in order, which costs them no thread.
/// </summary>
internal sealed class PoolRunner : IAppRunner
{
    private readonly WsgiEngine _engine;

    // Never disposed: an app that outlives its server still gives its turn back, and there is nothing of the system's to free.
#pragma warning disable CA2213
    private readonly SemaphoreSlim _turns;
#pragma warning restore CA2213
    private volatile bool _ended;

    /// <param name="engine">What runs the app.</param>
    /// <param name="maxWorkers">Requests inside the app at once, 1 or more.</param>
    public PoolRunner(WsgiEngine engine, int maxWorkers)
    {
        _engine = engine;
        _turns = new SemaphoreSlim(maxWorkers);
    }

    public Task RunAsync(RequestContext context)
    {
        var turn = _turns.WaitAsync();
        if (!turn.IsCompletedSuccessfully)
        {
            return RunAfterAsync(turn, context);
        }

        var run = _engine.RunAsync(context);
        if (!run.IsCompleted)
        {
            return ReleaseAfterAsync(run);
        }

        _turns.Release();
        return run;
    }

    public void Dispose() => _ended = true;

    private async Task RunAfterAsync(Task turn, RequestContext context)
    {
        await turn;
        if (_ended)
        {
            context.Response.BreakOff();
            _turns.Release();
            return;
        }

        await ReleaseAfterAsync(_engine.RunAsync(context));
    }

    private async Task ReleaseAfterAsync(Task run)
    {
        try
        {
            await run;
        }
        finally
        {
            _turns.Release();
        }
    }
}
