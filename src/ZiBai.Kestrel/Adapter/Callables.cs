using ZiBai.Response;

namespace ZiBai.Adapter;

/// <summary>
/// What an app holds of a response: start_response and write. Of no use once the request has ended, so that an app that keeps them cannot reach into a
/// stranger's response. While <see cref="CallableReuse"/> allows it they are those of the connection's next request, too: made anew they would be most of what
/// the server allocates for a request.
/// </summary>
internal sealed class Callables
{
    private readonly CallableReuse _reuse;
    private readonly Write _write;
    private WsgiResponse? _response;
    private int _thread;

    /// <param name="reuse">Told of calls that do not allow it.</param>
    public Callables(CallableReuse reuse)
    {
        _reuse = reuse;
        _write = Write;
        StartResponse = Start;
    }

    /// <summary>The start_response callable.</summary>
    public StartResponse StartResponse { get; }

    private WsgiResponse Response
    {
        get
        {
            var response = _response;
            if (response is null || Environment.CurrentManagedThreadId != _thread)
            {
                // Too late, or by somebody who may be too late the next time.
                _reuse.End();
            }

            return response ?? throw new InvalidOperationException(
                "The response is already finished: its start_response and write are of no use after the app's body has ended.");
        }
    }

    /// <summary>Begins a request, whose app is about to be called by this thread.</summary>
    public void Begin(WsgiResponse response)
    {
        _thread = Environment.CurrentManagedThreadId;
        _response = response;
    }

    /// <summary>Ends the request.</summary>
    public void End() => _response = null;

    private Write Start(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? excInfo)
    {
        Response.Start(status, headers, excInfo);
        return _write;
    }

    private void Write(ReadOnlyMemory<byte> data) => Response.Write(data);
}
