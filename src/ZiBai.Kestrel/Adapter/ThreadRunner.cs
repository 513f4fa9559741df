using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ZiBai.Adapter;

/// <summary>
/// Runs a synchronous app on threads of its own, each busy with one request from beginning to end. Requests wait their turn, which costs them no
/// thread; a client that is slow to take its response keeps the thread until Kestrel's minimum rate gives it up.
/// </summary>
internal sealed class ThreadRunner : IAppRunner
{
    private readonly WsgiEngine _engine;
    private readonly Lock _lock = new();
    private readonly BlockingCollection<(RequestContext Context, bool IsLate, TaskCompletionSource Done)> _handed = [];
    private readonly Turns _turns;

    /// <param name="engine">What runs the app.</param>
    /// <param name="maxWorkers">Threads, 1 or more.</param>
    public ThreadRunner(WsgiEngine engine, int maxWorkers)
    {
        _engine = engine;
        _turns = new Turns(maxWorkers);
        for (var index = 1; index <= maxWorkers; index++)
        {
            // Background: an app that never returns must not keep the process alive after its time.
            new Thread(Work) { IsBackground = true, Name = string.Create(CultureInfo.InvariantCulture, $"zibai-app-{index}") }.Start();
        }
    }

    public Task RunAsync(RequestContext context)
    {
        context.Response.Blocks = true;
        return _turns.TryTake() ? HandOverAsync(context, isLate: false) : RunLateAsync(context);
    }

    /// <summary>Ends the threads that wait for work; one that is inside the app ends after it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _handed.CompleteAdding();
        }
    }

    private async Task RunLateAsync(RequestContext context)
    {
        if (await LateTurn.TakeAsync(_turns, _engine, context) is { } slow)
        {
            // On a thread of the pool, which is not to wait for the client.
            context.Response.Blocks = false;
            await _engine.FailAsync(context, slow);
            return;
        }

        await HandOverAsync(context, isLate: true);
    }

    /// <summary>Hands a request that has its turn to a thread: with as many turns as threads, one is free or just becomes so.</summary>
    private Task HandOverAsync(RequestContext context, bool isLate)
    {
        lock (_lock)
        {
            if (!_handed.IsAddingCompleted)
            {
                // Kestrel's part goes on elsewhere: this thread's next request does not wait for it.
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _handed.Add((context, isLate, done));
                return done.Task;
            }
        }

        context.Response.BreakOff();
        _turns.Give();
        return Task.CompletedTask;
    }

    private void Work()
    {
        foreach (var (context, isLate, done) in _handed.GetConsumingEnumerable())
        {
            // On the thread pool it comes along by itself.
            Activity.Current = context.Activity;
            try
            {
                if (_handed.IsAddingCompleted)
                {
                    context.Response.BreakOff();
                }
                else
                {
                    (isLate ? _engine.RunLateAsync(context) : _engine.RunAsync(context)).GetAwaiter().GetResult();
                }

                _turns.Give();
                done.SetResult();
            }
            catch (Exception exception)
            {
                // The engine answers for the app; what still comes is for the server to report.
                _turns.Give();
                done.SetException(exception);
            }
        }
    }
}
