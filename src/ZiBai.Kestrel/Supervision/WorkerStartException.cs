using ZiBai.Control;

namespace ZiBai.Supervision;

/// <summary>What was told of a failed start, a stack trace or the errors of a compiler, for a log to show below the record that gives the reason.</summary>
internal sealed class WorkerStartException : Exception
{
    private readonly string _whereThrown;

    private WorkerStartException(string reason, string whereThrown)
        : base(reason)
    {
        _whereThrown = whereThrown;
    }

    /// <returns>Null where there is no more to say than the reason.</returns>
    public static WorkerStartException? Of(StartFailed? failure) => failure?.Detail is { } detail ? new(failure.Reason, detail) : null;

    /// <summary>What was told, and nothing else: a stack trace of this exception would be the supervisor's.</summary>
    public override string ToString() => _whereThrown;
}
