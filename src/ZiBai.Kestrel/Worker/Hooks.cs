namespace ZiBai.Worker;

/// <summary>The hooks of one worker; null where there is none.</summary>
internal sealed class Hooks
{
    /// <summary>Runs before the first connection is accepted.</summary>
    public Func<ValueTask>? BeforeServe { get; init; }

    /// <summary>Runs when a graceful exit begins.</summary>
    public Func<ValueTask>? BeforeGracefulExit { get; init; }

    /// <summary>Runs last, on every kind of exit.</summary>
    public Func<ValueTask>? BeforeDied { get; init; }
}
