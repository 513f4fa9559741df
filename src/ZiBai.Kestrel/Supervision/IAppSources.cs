using ZiBai.Control;

namespace ZiBai.Supervision;

/// <summary>The modules that workers are to load and that are source: the supervisor has them built, once for all workers.</summary>
internal interface IAppSources
{
    /// <summary>What was built last without an error, by the modules' names.</summary>
    IReadOnlyDictionary<string, BuiltModule> Built { get; }

    /// <summary>Begins to build them as they are now.</summary>
    /// <returns>Null where there is nothing to build. Else gives why that failed, or null: then <see cref="Built"/> has what was built.</returns>
    Task<StartFailed?>? BuildAsync();

    /// <summary>Ends a build that nobody wants any more, where that can be done; it then fails.</summary>
    void GiveUp();

    /// <summary>Has the next build be quick, where changes are watched for. This may take a while.</summary>
    void WarmUp();
}
