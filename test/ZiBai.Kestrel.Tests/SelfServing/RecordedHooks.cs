namespace ZiBai.Tests.SelfServing;

/// <summary>Hooks that a self-serving program can be told to run, since this assembly is loaded already.</summary>
public sealed class RecordedHooks
{
    internal const string BeforeServeImport = $"ZiBai.Kestrel.Tests:{nameof(RecordedHooks)}.{nameof(BeforeServe)}";
    internal const string BeforeGracefulExitImport = $"ZiBai.Kestrel.Tests:{nameof(RecordedHooks)}.{nameof(BeforeGracefulExit)}";
    internal const string BeforeDiedImport = $"ZiBai.Kestrel.Tests:{nameof(RecordedHooks)}.{nameof(BeforeDied)}";

    private static RecordedHooks _current = new();

    private readonly List<string> _names = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The hooks that ran, in order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Completes when before_died has run.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Forgets what ran before. One test at a time.</summary>
    public static RecordedHooks Begin() => _current = new();

    public static void BeforeServe() => _current._names.Add("before_serve");

    public static void BeforeGracefulExit() => _current._names.Add("before_graceful_exit");

    public static void BeforeDied()
    {
        _current._names.Add("before_died");
        _current._ended.SetResult();
    }
}
