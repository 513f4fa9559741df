namespace ZiBai.Conformance.Tests.Fixture;

/// <summary>Something that happens once. Waiting for it fails after a while.</summary>
/// <param name="timeout">The while. Default null: <see cref="Timeouts.Default"/>.</param>
internal sealed class Gate(TimeSpan? timeout = null)
{
    private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the gate is opened.</summary>
    public Task Opened => _source.Task.WaitAsync(timeout ?? Timeouts.Default);

    public bool IsOpen => _source.Task.IsCompleted;

    public void Open() => _source.TrySetResult();

    /// <summary>Blocks the thread until the gate is opened, as a synchronous app blocks.</summary>
    public void Block() => Opened.GetAwaiter().GetResult();
}
