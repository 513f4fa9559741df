namespace ZiBai.Supervision;

/// <summary>How a worker's process ended.</summary>
/// <param name="Code">Its exit code, as the framework tells it: 128 and the number of the signal that ended it.</param>
internal readonly record struct WorkerExit(int Code)
{
    private const int SignalBase = 128;
    private const int LastSignal = 64;

    /// <summary>For log lines: "exited with code 3", "was ended by signal 9".</summary>
    public override string ToString() =>
        Code is > SignalBase and <= SignalBase + LastSignal && !OperatingSystem.IsWindows() ? $"was ended by signal {Code - SignalBase}" : $"exited with code {Code}";
}
