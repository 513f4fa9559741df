using System.Globalization;
using Microsoft.Extensions.Logging;
using Serilog.Debugging;

namespace ZiBai.Logging;

/// <summary>
/// Passes on what Serilog says of itself, such as that a disk is full: to a logger that has nothing but standard error, so that it never comes back here, and
/// not more often than anybody wants to read it.
/// </summary>
internal sealed partial class SinkFailures : IDisposable
{
    /// <summary>Kinds that are told apart; all beyond are one.</summary>
    private const int MostKinds = 100;

    private static readonly TimeSpan _pause = TimeSpan.FromMinutes(1);
    private static readonly Lock _listening = new();
    private static readonly List<SinkFailures> _listeners = [];

    // Opening is done on one thread, and others may be logging meanwhile.
    [ThreadStatic]
    private static List<string>? _gathered;

    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Told, int Untold)> _kinds = [];

    /// <param name="logger">Where it is told.</param>
    /// <param name="time">The clock.</param>
    public SinkFailures(ILogger logger, TimeProvider time)
    {
        _logger = logger;
        _time = time;
    }

    /// <summary>Listens to Serilog, until it is disposed. Several may; there is one Serilog in a process.</summary>
    public void Listen()
    {
        lock (_listening)
        {
            _listeners.Add(this);
            SelfLog.Enable(Said);
        }
    }

    /// <summary>Does something, and gathers what Serilog says of it.</summary>
    public static IReadOnlyList<string> During(Action act)
    {
        var gathered = _gathered = [];
        try
        {
            act();
        }
        finally
        {
            _gathered = null;
        }

        return gathered;
    }

    /// <summary>Passes one text on, unless one of its kind was within the last minute.</summary>
    public void Tell(string text)
    {
        var kind = string.Concat(text.Where(static c => !char.IsAsciiDigit(c)));
        int untold;
        lock (_lock)
        {
            kind = _kinds.ContainsKey(kind) || _kinds.Count < MostKinds ? kind : "";
            if (_kinds.TryGetValue(kind, out var before) && _time.GetElapsedTime(before.Told) < _pause)
            {
                _kinds[kind] = (before.Told, before.Untold + 1);
                return;
            }

            untold = before.Untold;
            _kinds[kind] = (_time.GetTimestamp(), 0);
        }

        LogFailure(_logger, text, untold == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {untold} times more since it was last told)"));
    }

    public void Dispose()
    {
        TellUntold();
        lock (_listening)
        {
            if (_listeners.Remove(this) && _listeners.Count == 0)
            {
                SelfLog.Disable();
            }
        }
    }

    private void TellUntold()
    {
        (string Kind, int Untold)[] left;
        lock (_lock)
        {
            left = [.. _kinds.Where(static kind => kind.Value.Untold > 0).Select(static kind => (kind.Key, kind.Value.Untold))];
            _kinds.Clear();
        }

        foreach (var (kind, untold) in left)
        {
            LogUntold(_logger, untold, kind);
        }
    }

    private static void Said(string line)
    {
        var text = Text(line);
        if (_gathered is { } gathered)
        {
            gathered.Add(text);
            return;
        }

        SinkFailures[] listeners;
        lock (_listening)
        {
            listeners = [.. _listeners];
        }

        Array.ForEach(listeners, listener => listener.Tell(text));
    }

    // Without the time, which our own line has, and what is below the first line: where in Serilog an exception came from.
    private static string Text(string line)
    {
        var end = line.AsSpan().IndexOfAny('\r', '\n');
        var first = end < 0 ? line : line[..end];
        var space = first.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && DateTimeOffset.TryParse(first[..space], CultureInfo.InvariantCulture, out _) ? first[(space + 1)..] : first;
    }

    [LoggerMessage(3101, LogLevel.Warning, "A log sink has failed: {What}{Untold}", EventName = "SinkFailed")]
    private static partial void LogFailure(ILogger logger, string what, string untold);

    [LoggerMessage(3104, LogLevel.Warning, "A log sink has failed {Times} times more since it was last told: {What}", EventName = "SinkFailedMore")]
    private static partial void LogUntold(ILogger logger, int times, string what);
}
