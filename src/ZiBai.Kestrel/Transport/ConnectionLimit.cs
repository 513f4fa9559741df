namespace ZiBai.Transport;

/// <summary>How many connections may be open at once, over all listeners of a process.</summary>
internal sealed class ConnectionLimit
{
    /// <summary>More than there can ever be connections, and far from the most that a semaphore counts.</summary>
    private const int NoLimit = int.MaxValue / 2;

    private readonly SemaphoreSlim? _free;
    private int _isLifted;

    /// <param name="connections">Connections at once, 1 or more; null for no limit.</param>
    public ConnectionLimit(int? connections)
    {
        _free = connections is { } count ? new SemaphoreSlim(count) : null;
    }

    /// <summary>Completes when there is room for one more connection, and takes none: others may be there first.</summary>
    public Task RoomAsync(CancellationToken cancellationToken) => _free is null || _free.CurrentCount > 0 ? Task.CompletedTask : RoomAsync(_free, cancellationToken);

    /// <summary>Completes when there was room for one more connection, and it has been taken.</summary>
    public Task TakeAsync() => _free?.WaitAsync() ?? Task.CompletedTask;

    /// <summary>Notes that a connection has ended.</summary>
    public void Give() => _free?.Release();

    /// <summary>
    /// Lets everybody in from now on: at the end of the process those who wait are served with the others, since nobody would come back to them.
    /// </summary>
    public void Lift()
    {
        if (Interlocked.Exchange(ref _isLifted, 1) == 0)
        {
            _free?.Release(NoLimit);
        }
    }

    private static async Task RoomAsync(SemaphoreSlim free, CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken);
        free.Release();
    }
}
