namespace ZiBai.Adapter;

/// <summary>
/// Turns in the app, so many at once and no more. Waiting for one costs no thread. Whoever lent a turn takes one back before those who never had one:
/// a response that has begun goes on as if it had kept it, as soon as its client lets it.
/// </summary>
internal sealed class Turns
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _new = new();
    private readonly Queue<TaskCompletionSource> _returning = new();
    private int _free;

    /// <param name="count">Turns, 1 or more.</param>
    public Turns(int count)
    {
        _free = count;
    }

    /// <summary>Completes when it is the caller's turn, who then has to give it back.</summary>
    public Task TakeAsync() => TakeAsync(_new);

    /// <summary>Gives a turn back.</summary>
    public void Give()
    {
        TaskCompletionSource? next;
        lock (_lock)
        {
            if (!_returning.TryDequeue(out next) && !_new.TryDequeue(out next))
            {
                _free++;
            }
        }

        next?.SetResult();
    }

    /// <summary>Leaves the caller's turn to others while the caller waits for something; completes as that does, with the turn taken back.</summary>
    public async Task LendAsync(Task waiting)
    {
        Give();
        try
        {
            await waiting;
        }
        finally
        {
            await TakeAsync(_returning);
        }
    }

    private Task TakeAsync(Queue<TaskCompletionSource> queue)
    {
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return Task.CompletedTask;
            }

            // Who gives a turn back has work of its own to go on with.
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            queue.Enqueue(turn);
            return turn.Task;
        }
    }
}
