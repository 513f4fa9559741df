using System.Diagnostics;

namespace ZiBai.Validation;

/// <summary>Watches one request: what stands between its app and its server, and what each has done so far.</summary>
internal sealed partial class RequestCheck
{
    private readonly StartResponse _serverStart;
    private readonly bool _isHead;

    private ResponseStage _stage;
    private StartedResponse? _started;
    private bool _hasReturned;
    private bool _isFile;
    private long _given;

    // Set by the server's thread and read by whatever thread the app left behind.
    private volatile bool _isFinished;

    private RequestCheck(IDictionary<string, object?> environ, StartResponse serverStart)
    {
        _serverStart = serverStart;
        _isHead = (string?)environ[EnvironKeys.RequestMethod] == "HEAD";
        Environ = new CheckedEnviron(environ, this);
        StartResponse = Start;
    }

    /// <summary>The environ for the app.</summary>
    public CheckedEnviron Environ { get; }

    /// <summary>The start_response for the app.</summary>
    public StartResponse StartResponse { get; }

    /// <summary>Checks what the server calls the app with.</summary>
    public static RequestCheck Begin(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        if (environ is null || startResponse is null)
        {
            var what = environ is null ? "an environ" : "a start_response";
            throw Rules.ArgumentsGiven.Broken($"it called the app with {what} that is null");
        }

        EnvironCheck.Check(environ);
        return new RequestCheck(environ, startResponse);
    }

    /// <summary>Whether the environ is the app's no longer.</summary>
    public bool IsFinished => _isFinished;

    /// <summary>Notes that the environ is the app's no longer.</summary>
    public void Finish() => _isFinished = true;

    /// <param name="use">What the app did, as a clause.</param>
    public void ThrowIfFinished(string use)
    {
        if (_isFinished)
        {
            throw Rules.EnvironUntilEnd.Broken(use + " after its response was finished");
        }
    }

    private Write Start(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? excInfo)
    {
        if (_stage == ResponseStage.Ended)
        {
            throw Rules.StartResponseBeforeEnd.Broken(
                $"it called start_response with status {Shown.Text(status)} after its body had ended");
        }

        if (_stage != ResponseStage.Pending && excInfo is null)
        {
            throw Rules.StartResponseOnce.Broken(
                $"it called start_response with status {Shown.Text(status)} after it had called it with {_started!.Code}, "
                + "and without excInfo");
        }

        // Once the headers are out the server throws excInfo and looks at nothing else; so does this.
        var started = _stage == ResponseStage.Committed ? null : StartedResponse.Read(status, headers);
        var write = _serverStart(status, headers, excInfo);
        if (write is null)
        {
            throw Rules.WriteGiven.Broken("its start_response returned null");
        }

        // Still here after bytes were given: a middleware holds the response back, and takes another in its place.
        _started = started ?? StartedResponse.Read(status, headers);
        _given = 0;
        MoveTo(ResponseStage.Started);
        return data => Write(write, data);
    }

    private void Write(Write write, ReadOnlyMemory<byte> data)
    {
        if (_hasReturned || _stage == ResponseStage.Ended)
        {
            throw Rules.WriteBeforeReturn.Broken($"it called write with {Shown.Bytes(data.Length)} after it had returned its body");
        }

        Commit("it called write");
        Give(data.Length, "wrote");
        write(data);
    }

    /// <summary>The one place where a response moves on: forward, but for a response that another takes the place of.</summary>
    private void MoveTo(ResponseStage next) => _stage = (_stage, next) switch
    {
        (ResponseStage.Pending or ResponseStage.Started or ResponseStage.Committed, ResponseStage.Started) => next,
        (ResponseStage.Started or ResponseStage.Committed, ResponseStage.Committed) => next,
        (_, ResponseStage.Ended) => next,
        _ => throw new UnreachableException($"A response cannot go from {_stage} to {next}."),
    };
}
