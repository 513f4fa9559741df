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

        return new PoolRunner(engine, maxWorkers, app.Sync is null ? null : new PoolReserve(maxWorkers));
    }
}
