namespace ZiBai.Testing;

/// <summary>A growing list that can be waited on. Nothing is lost between looking and waiting.</summary>
internal sealed class Recorder<T>
{
    private readonly Lock _lock = new();
    private readonly List<T> _items = [];
    private TaskCompletionSource _changed = NewSource();
    private bool _completed;

    public IReadOnlyList<T> Items
    {
        get
        {
            lock (_lock)
            {
                return [.. _items];
            }
        }
    }

    public void Add(Func<int, T> make)
    {
        lock (_lock)
        {
            _items.Add(make(_items.Count));
        }

        Pulse();
    }

    /// <summary>Says that nothing more will come, so that who still waits fails at once.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _completed = true;
        }

        Pulse();
    }

    /// <summary>The first item at <paramref name="from"/> or later that matches.</summary>
    /// <param name="from">Index to begin at.</param>
    /// <param name="predicate">What is waited for.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="failure">Makes the exception from the reason: "within 10 s" or "before the output ended".</param>
    public async Task<T> WaitForAsync(int from, Func<T, bool> predicate, TimeSpan timeout, Func<string, Exception> failure)
    {
        using var timer = new CancellationTokenSource(timeout);
        var next = from;
        while (true)
        {
            T[] fresh;
            Task changed;
            bool completed;
            lock (_lock)
            {
                fresh = _items.Count > next ? [.. _items[next..]] : [];
                changed = _changed.Task;
                completed = _completed;
            }

            foreach (var item in fresh)
            {
                if (predicate(item))
                {
                    return item;
                }
            }

            next += fresh.Length;
            if (completed)
            {
                throw failure("before the output ended");
            }

            try
            {
                await changed.WaitAsync(timer.Token);
            }
            catch (OperationCanceledException)
            {
                throw failure($"within {timeout.TotalSeconds:0.#} s");
            }
        }
    }

    private void Pulse()
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            changed = _changed;
            _changed = NewSource();
        }

        changed.TrySetResult();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
