using System.Diagnostics;
using System.IO.Pipelines;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace ZiBai.Response;

/// <summary>
/// The response of one request at a time: what start_response and write do, and what becomes of the body's chunks. It keeps the promises
/// about Content-Length and about responses without a body; it knows nothing of apps or of logs.
/// </summary>
internal sealed partial class WsgiResponse
{
    /// <summary>The server's name as it is sent: Latin-1.</summary>
    private static readonly StringValues _serverName = "Zî Bái";

    private static readonly StringValues _close = "close";

    private IHttpResponseFeature? _response;
    private IHttpResponseBodyFeature? _body;
    private IHttpRequestLifetimeFeature? _lifetime;
    private PipeWriter? _writer;
    private bool _isHead;
    private bool _isConnect;
    private bool _isHttp1;
    private bool _hasLength;
    private bool _takesBody;

    /// <summary>How far the response has come.</summary>
    public ResponsePhase Phase { get; private set; }

    /// <summary>What the app, or the server, set as Content-Length; null if nothing.</summary>
    public long? ContentLength { get; private set; }

    /// <summary>Bytes of body handed to the server.</summary>
    public long Sent { get; private set; }

    /// <summary>Bytes of body that were sent, or are to be where none was yet.</summary>
    public long BodyLength => Phase == ResponsePhase.Started && _takesBody ? ContentLength ?? 0 : Sent;

    /// <summary>Bytes of body not sent because they went beyond <see cref="ContentLength"/>.</summary>
    public long Excess { get; private set; }

    /// <summary>Whether the connection ends with this response: it then says so, where HTTP/1 can.</summary>
    public bool ClosesConnection { get; set; }

    /// <summary>Whether the connection was broken off here, or will be.</summary>
    public bool IsBrokenOff { get; private set; }

    /// <summary>Whether the connection ends with this response, one way or the other.</summary>
    public bool EndsConnection => ClosesConnection || IsBrokenOff;

    /// <summary>Asked as the headers go out: whether the server is ending, and the connection with this response. Null: it is not.</summary>
    public Func<bool>? ServerIsEnding { get; set; }

    /// <summary>
    /// Asked as the headers go out: whether the rest of the request's body may never come, or not be one, so that what follows on the connection is no
    /// request for certain. The connection then ends with this response. Null: it is not.
    /// </summary>
    public Func<bool>? BodyIsInDoubt { get; set; }

    /// <summary>Asked as the headers go out: whether the client has gone already. Null: nobody knows.</summary>
    public Func<bool>? ClientHasLeft { get; set; }

    /// <summary>Whether the client had gone before the headers went out, so that they went to nobody.</summary>
    public bool WasForNobody { get; private set; }

    /// <summary>Whether waiting for a slow client blocks the calling thread, which then keeps the app to itself.</summary>
    public bool Blocks { get; set; }

    /// <summary>
    /// Wraps the wait for a client that is slow to take a chunk: the app has nothing to do meanwhile. Null: just wait. Not asked where the wait
    /// blocks a thread.
    /// </summary>
    public Func<Task, Task>? WhileSending { get; set; }

    /// <summary>The status code as it stands.</summary>
    public int StatusCode => _response!.StatusCode;

    /// <summary>Whether the client has, or may have, the first bytes.</summary>
    public bool HasBegun => _response!.HasStarted;

    /// <summary>Begins a request: everything of the one before is forgotten.</summary>
    /// <param name="features">All that the server has of the request; null between requests.</param>
    /// <param name="request">The request.</param>
    /// <param name="response">The server's response to it.</param>
    /// <param name="body">That response's body.</param>
    public void Reset(IFeatureCollection? features, IHttpRequestFeature? request, IHttpResponseFeature? response, IHttpResponseBodyFeature? body)
    {
        if (Features is not null)
        {
            Forget();
        }

        Features = features;
        _response = response;
        _body = body;
        if (request is not null)
        {
            var method = request.Method;
            _isHead = method == "HEAD";
            _isConnect = method == "CONNECT";
            _isHttp1 = request.Protocol.StartsWith("HTTP/1", StringComparison.Ordinal);
        }
    }

    private void Forget()
    {
        _lifetime = null;
        _writer = null;
        _names.Clear();
        _isHead = false;
        _isConnect = false;
        _isHttp1 = false;
        _hasLength = false;
        _takesBody = false;
        Phase = ResponsePhase.Pending;
        ContentLength = null;
        Sent = 0;
        Excess = 0;
        ClosesConnection = false;
        IsBrokenOff = false;
        ServerIsEnding = null;
        BodyIsInDoubt = null;
        ClientHasLeft = null;
        WasForNobody = false;
        Blocks = false;
        WhileSending = null;
    }

    private IFeatureCollection? Features { get; set; }

    private IHttpRequestLifetimeFeature? Lifetime => _lifetime ??= Features!.Get<IHttpRequestLifetimeFeature>();

    /// <summary>Fires when the client goes away.</summary>
    public CancellationToken ClientGone => Lifetime?.RequestAborted ?? CancellationToken.None;

    /// <summary>Whether the client went away. Asking costs a token, so it is asked only off the usual path.</summary>
    public bool ClientHasGone => ClientGone.IsCancellationRequested;

    /// <summary>Breaks the connection off, so that the client can tell that the response is not whole. Possible at any time.</summary>
    public void BreakOff()
    {
        Phase = ResponsePhase.Finished;
        IsBrokenOff = true;
        Lifetime?.Abort();
    }

    /// <summary>
    /// Breaks the connection off once those around the app are through with the request, who may take a connection that is broken off already for
    /// a client that has gone. Kestrel itself just closes it, which looks like the end of a response without a length.
    /// </summary>
    public void BreakOffAtTheEnd()
    {
        Phase = ResponsePhase.Finished;
        IsBrokenOff = true;
        if (Lifetime is { } lifetime)
        {
            _response!.OnCompleted(
                static state =>
                {
                    ((IHttpRequestLifetimeFeature)state).Abort();
                    return Task.CompletedTask;
                },
                lifetime);
        }
    }

    /// <summary>What start_response does.</summary>
    public void Start(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? excInfo = null)
    {
        if (Phase == ResponsePhase.Committed && excInfo is not null)
        {
            ExceptionDispatchInfo.Throw(excInfo);
        }

        if (Phase == ResponsePhase.Committed || (Phase == ResponsePhase.Started && excInfo is null))
        {
            throw new InvalidOperationException(
                "start_response was called a second time without excInfo. Call it once, or pass the exception that the new response reports.");
        }

        ThrowIfFinished();
        var line = _known.Parse(status);
        ArgumentNullException.ThrowIfNull(headers);
        var length = CheckHeaders(headers, line);
        TakeBackHeaders();
        SetHeaders(headers, line, length);
        MoveTo(ResponsePhase.Started);
    }

    /// <summary>Hands status and headers to the server for good; they go out with the first bytes, or at the end.</summary>
    private void Commit()
    {
        if (Phase == ResponsePhase.Committed)
        {
            return;
        }

        ThrowIfFinished();
        MoveTo(ResponsePhase.Committed);
        WasForNobody = ClientHasLeft?.Invoke() ?? false;
        var headers = _response!.Headers;
        if (headers.Server.Count == 0)
        {
            headers.Server = _serverName;
        }

        // RFC 9110 section 15.2: after a 1xx a client waits for the final response. There is none, as it can tell from the connection's end.
        if (_isHttp1 && (ClosesConnection || StatusCode < 200 || ServerIsEnding?.Invoke() == true || BodyIsInDoubt?.Invoke() == true))
        {
            headers.Connection = _close;
        }
    }

    /// <summary>The one place where a response moves on. The messages are for the app's author.</summary>
    private void MoveTo(ResponsePhase next) => Phase = (Phase, next) switch
    {
        (ResponsePhase.Pending or ResponsePhase.Started, ResponsePhase.Started) => next,
        (ResponsePhase.Started, ResponsePhase.Committed) => next,
        (ResponsePhase.Committed, ResponsePhase.Finished) => next,
        (ResponsePhase.Pending, _) => throw new InvalidOperationException(
            "The app gave its body, or the end of it, without calling start_response. Call start_response before the first non-empty chunk."),
        _ => throw new UnreachableException($"A response cannot go from {Phase} to {next}."),
    };

    private void ThrowIfFinished()
    {
        if (Phase == ResponsePhase.Finished)
        {
            throw new InvalidOperationException(
                "The response is already finished: its start_response and write are of no use after the app's body has ended.");
        }
    }
}
