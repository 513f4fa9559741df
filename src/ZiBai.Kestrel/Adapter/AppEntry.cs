namespace ZiBai.Adapter;

/// <summary>What the engine calls: an app in exactly one of its two forms.</summary>
internal sealed class AppEntry
{
    public AppEntry(WsgiApp app)
    {
        Sync = app;
    }

    public AppEntry(AsyncWsgiApp app)
    {
        Async = app;
    }

    /// <summary>The synchronous form, or null.</summary>
    public WsgiApp? Sync { get; }

    /// <summary>The asynchronous form, or null.</summary>
    public AsyncWsgiApp? Async { get; }

    /// <summary>The same app with a check around it that names the rule which the app breaks.</summary>
    public AppEntry Validated() => Sync is { } app ? new AppEntry(Validator.Wrap(app)) : new AppEntry(Validator.Wrap(Async!));
}
