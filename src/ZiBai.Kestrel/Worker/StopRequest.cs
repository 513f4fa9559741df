namespace ZiBai.Worker;

/// <summary>How a worker was asked to stop. It only ever gets more urgent.</summary>
internal enum StopKind
{
    /// <summary>Not asked.</summary>
    None,

    /// <summary>Answer what comes on open connections, then end.</summary>
    Graceful,

    /// <summary>Close the connections at once.</summary>
    Quick,
}

/// <summary>The wish that a worker stops: from a signal, a request cap, a token or the host.</summary>
internal sealed class StopRequest : IDisposable
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _quick = new();
    private readonly Lock _lock = new();

    /// <summary>What was asked for so far.</summary>
    public StopKind Kind { get; private set; }

    /// <summary>Completes when a stop of any kind is asked for.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Fires when the stop has to be quick.</summary>
    public CancellationToken Quick => _quick.Token;

    /// <summary>Asks for a stop. A less urgent wish than the one there is changes nothing.</summary>
    /// <returns>Whether it changed anything.</returns>
    public bool Ask(StopKind kind)
    {
        lock (_lock)
        {
            if (kind <= Kind)
            {
                return false;
            }

            Kind = kind;
        }

        if (kind == StopKind.Quick)
        {
            _quick.Cancel();
        }

        _asked.TrySetResult();
        return true;
    }

    public void Dispose() => _quick.Dispose();
}
