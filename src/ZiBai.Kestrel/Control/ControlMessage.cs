namespace ZiBai.Control;

/// <summary>What the supervisor and a worker say to each other.</summary>
internal abstract record ControlMessage;

/// <summary>To a worker, first of all: what it is to serve.</summary>
/// <param name="Options">The settings, valid.</param>
/// <param name="Index">Its place among the workers, from 1. A replacement has the place of the one before.</param>
/// <param name="Workers">How many workers serve.</param>
/// <param name="Sockets">The listening sockets, as <see cref="IHandover"/> tells them.</param>
/// <param name="HeartbeatInterval">How often it tells that it is alive.</param>
/// <param name="Built">What was built of modules that are source, by the modules' names. Null: this program builds none.</param>
internal sealed record StartServing(
    ZiBaiOptions Options,
    int Index,
    int Workers,
    IReadOnlyList<string> Sockets,
    TimeSpan HeartbeatInterval,
    IReadOnlyDictionary<string, BuiltModule>? Built = null) : ControlMessage;

/// <summary>To a worker: how many workers serve from now on.</summary>
internal sealed record WorkersChanged(int Workers) : ControlMessage;

/// <summary>To a worker: its log files were renamed; go on in new ones.</summary>
internal sealed record ReopenLogs : ControlMessage;

/// <summary>To a worker: exit gracefully.</summary>
/// <param name="IsEnd">
/// Whether the whole server ends. Then nobody else will accept who still waits in the queue of a listening socket; else another worker does.
/// </param>
internal sealed record BeginDrain(bool IsEnd) : ControlMessage;

/// <summary>To a worker: close the connections and exit.</summary>
internal sealed record Quit : ControlMessage;

/// <summary>From a worker: it accepts connections.</summary>
internal sealed record Ready : ControlMessage;

/// <summary>From a worker: the app or a hook could not be loaded. It exits.</summary>
/// <param name="ExitCode">One of <see cref="ZiBai.ExitCode"/>.</param>
/// <param name="Reason">What went wrong, as the user is told.</param>
/// <param name="Detail">More lines: the stack trace of the app's own exception, or the errors in its source. Null where there are none.</param>
internal sealed record StartFailed(int ExitCode, string Reason, string? Detail) : ControlMessage
{
    /// <summary>Characters that a text may have, so that a message that an app wrote, or a trace of endless calls, fits whatever is escaped in it.</summary>
    public const int LongestText = 1 << 16;

    /// <summary>One that fits into a message.</summary>
    public static StartFailed Of(int exitCode, string reason, string? detail) => new(exitCode, Cut(reason)!, Cut(detail));

    private static string? Cut(string? text) => text is { Length: > LongestText } ? text[..(LongestText - 3)] + "..." : text;
}

/// <summary>From a worker, again and again, through the pool that serves requests: it is alive.</summary>
/// <param name="Requests">Requests begun so far.</param>
/// <param name="Active">Requests being answered now.</param>
/// <param name="Connections">Connections open now.</param>
internal sealed record Heartbeat(long Requests, int Active, int Connections) : ControlMessage;

/// <summary>From a worker: it has served as many requests as it may. It goes on until it is told to drain.</summary>
internal sealed record Retiring(long Requests) : ControlMessage;

/// <summary>From a worker: it was asked to exit by somebody else, for example by a signal. It goes on until it is told to drain.</summary>
internal sealed record AsksToLeave(string Why) : ControlMessage;

/// <summary>From a worker that was told to drain: it accepts no more connections.</summary>
internal sealed record StoppedAccepting : ControlMessage;
