using System.Diagnostics;

namespace ZiBai.Adapter;

/// <summary>
/// Takes a synchronous app's reserve of threads as soon as the app is seen to block, and gives it back when that has been over for a while. It looks from
/// a thread of its own, since those of the pool may all be blocked. While nobody is inside the app it rests, whatever else the pool does.
/// </summary>
internal sealed class PoolWatch : IDisposable
{
    /// <summary>The time between two looks: so long can a pool that has just been blocked keep work waiting.</summary>
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(10);

    private const int StackSize = 128 * 1024;

    private readonly Turns _turns;
    private readonly PoolReserve _reserve;
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _wake = new(false);
    private Thread? _thread;
    private int _isResting = 1;
    private volatile bool _isEnded;

    /// <param name="turns">The requests inside the app.</param>
    /// <param name="reserve">Threads for them to block; given back at the end.</param>
    public PoolWatch(Turns turns, PoolReserve reserve)
    {
        _turns = turns;
        _reserve = reserve;

        // Of turns that are taken back too: a response whose client was silent for long finds the watch at rest.
        turns.OnTaken = Wake;
    }

    /// <summary>Whether it does not look until a turn is taken.</summary>
    public bool IsResting => Volatile.Read(ref _isResting) != 0;

    private static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    /// <summary>Ends the thread, which gives the reserve back.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (!_isEnded)
            {
                _isEnded = true;
                _wake.Set();
                if (_thread is null)
                {
                    _wake.Dispose();
                }
            }
        }
    }

    private void Wake()
    {
        if (Volatile.Read(ref _isResting) != 0 && Interlocked.Exchange(ref _isResting, 0) != 0)
        {
            lock (_lock)
            {
                if (!_isEnded)
                {
                    _thread ??= Start();
                    _wake.Set();
                }
            }
        }
    }

    private Thread Start()
    {
        var thread = new Thread(Watch, StackSize) { IsBackground = true, Name = "zibai-pool-watch" };
        thread.UnsafeStart();
        return thread;
    }

    private void Watch()
    {
        while (!_isEnded)
        {
            _wake.WaitOne();
            WatchWhileBusy();
        }

        _reserve.GiveBack();
        _wake.Dispose();
    }

    private void WatchWhileBusy()
    {
        var need = new PoolNeed(Now, ThreadPool.CompletedWorkItemCount);
        do
        {
            // While it is awake only the end wakes it.
            _wake.WaitOne(_interval);
            need.Look(Now, ThreadPool.CompletedWorkItemCount, _turns.Taken, ThreadPool.PendingWorkItemCount > 0, PoolReserve.Usual);
            if (need.IsThere)
            {
                _reserve.Take();
            }
            else
            {
                _reserve.GiveBack();
            }
        }
        while (!_isEnded && (need.IsThere || !MayRest()));
    }

    /// <summary>Whether the next request will wake the thread. One that took its turn just before this may not know that it has to.</summary>
    private bool MayRest()
    {
        Interlocked.Exchange(ref _isResting, 1);
        return _turns.Taken == 0 || Interlocked.Exchange(ref _isResting, 0) == 0;
    }
}
