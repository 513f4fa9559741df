namespace ZiBai.Conformance.Tests.Fixture;

/// <summary>The ways an app runs.</summary>
public enum AppForm
{
    /// <summary>A synchronous app on the thread pool.</summary>
    Sync,

    /// <summary>An asynchronous app.</summary>
    Async,

    /// <summary>A synchronous app on dedicated threads.</summary>
    NoGevent,
}
