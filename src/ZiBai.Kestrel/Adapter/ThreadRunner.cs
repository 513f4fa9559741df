using System.Collections.Concurrent;
using System.Globalization;

namespace ZiBai.Adapter;

/// <summary>
/// Runs a synchronous app on threads of its own, each busy with one request from beginning to end. Requests wait their turn in order, which
/// costs them no thread.
/// </summary>
internal sealed class ThreadRunner : IAppRunner
{
    private readonly WsgiEngine _engine;
    private readonly BlockingCollection<(RequestContext Context, bool IsLate, TaskCompletionSource Done)> _waiting = [];
    private readonly int _maxWorkers;
    private int _requests;

    /// <param name="engine">What runs the app.</param>
    /// <param name="maxWorkers">Threads, 1 or more.</param>
    public ThreadRunner(WsgiEngine engine, int maxWorkers)
    {
        _engine = engine;
        _maxWorkers = maxWorkers;
        for (var index = 1; index <= maxWorkers; index++)
        {
            // Background: an app that never returns must not keep the process alive after its time.
            new Thread(Work) { IsBackground = true, Name = string.Create(CultureInfo.InvariantCulture, $"zibai-app-{index}") }.Start();
        }
    }

    public Task RunAsync(RequestContext context)
    {
        // Kestrel's part goes on elsewhere: this thread's next request does not wait for it.
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.Response.Blocks = true;
        _waiting.Add((context, Interlocked.Increment(ref _requests) > _maxWorkers, done));
        return done.Task;
    }

    /// <summary>Ends the threads that wait for work; one that is inside the app ends after it.</summary>
    public void Dispose() => _waiting.CompleteAdding();

    private void Work()
    {
        foreach (var (context, isLate, done) in _waiting.GetConsumingEnumerable())
        {
            try
            {
                if (_waiting.IsAddingCompleted)
                {
                    context.Response.BreakOff();
                }
                else
                {
                    (isLate ? _engine.RunLateAsync(context) : _engine.RunAsync(context)).GetAwaiter().GetResult();
                }

                Interlocked.Decrement(ref _requests);
                done.SetResult();
            }
            catch (Exception exception)
            {
                // The engine answers for the app; what still comes is for the server to report.
                Interlocked.Decrement(ref _requests);
                done.SetException(exception);
            }
        }
    }
}
