namespace ZiBai.Adapter;

/// <summary>Chooses how an app is run.</summary>
internal static class AppRunner
{
    /// <summary>Makes the runner that an app's form and its settings ask for.</summary>
    /// <param name="app">The app.</param>
    /// <param name="engine">What runs it.</param>
    /// <param name="maxWorkers">Requests inside the app at once, 1 or more.</param>
    /// <param name="noGevent">Whether a synchronous app has threads of its own.</param>
    public static IAppRunner Create(AppEntry app, WsgiEngine engine, int maxWorkers, bool noGevent)
    {
        if (app.Sync is not null && noGevent)
        {
            return new ThreadRunner(engine, maxWorkers);
        }

        if (app.Sync is not null)
        {
            // Blocked apps hold so many threads of the pool; Kestrel's own work needs others at once, not when the pool has noticed.
            ThreadPool.GetMinThreads(out var workers, out var completionPorts);
            ThreadPool.SetMinThreads(Math.Max(workers, Math.Min(maxWorkers, short.MaxValue) + Environment.ProcessorCount), completionPorts);
        }

        return new PoolRunner(engine, maxWorkers);
    }
}
