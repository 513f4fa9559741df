using System.Globalization;
using System.Net.Sockets;

namespace ZiBai.Process.Tests.Stopping;

/// <summary>A request of a load, and the body of its answer.</summary>
/// <param name="Wire">The whole request.</param>
/// <param name="Answer">What the response's body has to be; null if anything will do.</param>
internal sealed record LoadRequest(ReadOnlyMemory<byte> Wire, byte[]? Answer = null)
{
    public static LoadRequest Get { get; } = new("GET / HTTP/1.1\r\nHost: test\r\n\r\n"u8.ToArray());
}

/// <summary>
/// A busy client: one request after another, on one connection for as long as the server keeps it, or each on a connection of its own. A request is lost
/// when it was sent whole on an open connection and no whole response below 500 came back; a connection that is closed with nothing sent on it is no loss.
/// </summary>
internal sealed class KeepAliveClient
{
    /// <summary>Losses after which a client gives up: the test has failed by then.</summary>
    private const int EnoughLost = 20;

    private readonly string _address;
    private readonly Func<int, LoadRequest> _requests;
    private readonly bool _isFresh;
    private readonly Lock _lock = new();
    private readonly List<(int Answers, TaskCompletionSource Reached)> _waiting = [];
    private bool _ended;
    private int _answered;
    private int _sent;

    /// <param name="address">Where to connect.</param>
    /// <param name="requests">Gives the request of each number, from 0. Default: always the same GET.</param>
    /// <param name="isFresh">Whether each request has a connection of its own.</param>
    public KeepAliveClient(string address, Func<int, LoadRequest>? requests = null, bool isFresh = false)
    {
        _address = address;
        _requests = requests ?? (static _ => LoadRequest.Get);
        _isFresh = isFresh;
    }

    /// <summary>Requests that were answered whole.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>What became of each request that was lost.</summary>
    public List<string> Lost { get; } = [];

    /// <summary>Completes when so many requests were answered whole, or the client has ended.</summary>
    public Task ReachAsync(int answers)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((answers, reached));
            Tell();
            return reached.Task;
        }
    }

    /// <summary>Sends requests until no connection can be made any more.</summary>
    public async Task RunUntilRefusedAsync()
    {
        while (await ConnectAsync() is { } connection)
        {
            await using (connection)
            {
                await UseAsync(connection, CancellationToken.None);
            }
        }

        End();
    }

    /// <summary>Sends requests until it is to stop, after the one it waits for. A connection that is refused is a request lost.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && Lost.Count < EnoughLost)
        {
            if (await ConnectAsync() is { } connection)
            {
                await using (connection)
                {
                    await UseAsync(connection, stop);
                }
            }
            else
            {
                Lose("the connection was refused");
            }
        }

        End();
    }

    private async Task<RawConnection?> ConnectAsync()
    {
        try
        {
            return await RawConnection.ConnectAsync(_address);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset
            or SocketError.AddressNotAvailable)
        {
            // Refused; a Unix socket that is gone is told as an address that is not available.
            return null;
        }
    }

    private async Task UseAsync(RawConnection connection, CancellationToken stop)
    {
        var isFirst = true;
        while (!HasEnded(connection.Socket) && !stop.IsCancellationRequested)
        {
            var request = _requests(_sent++);
            if (!await SendAsync(connection, request, isFirst) || !await ReceiveAsync(connection, request) || _isFresh)
            {
                return;
            }

            isFirst = false;
        }
    }

    /// <summary>
    /// False when the connection had ended before the request was out: it was never whole on the wire. On a connection that was only just made this is a loss
    /// too, as good as a refusal.
    /// </summary>
    private async Task<bool> SendAsync(RawConnection connection, LoadRequest request, bool isFirst)
    {
        try
        {
            await connection.SendAsync(request.Wire);
            return true;
        }
        catch (SocketException exception)
        {
            if (isFirst)
            {
                Lose($"the new connection ended while the request was sent: {exception.Message}");
            }

            return false;
        }
    }

    /// <summary>False when the connection is not to be used any more.</summary>
    private async Task<bool> ReceiveAsync(RawConnection connection, LoadRequest request)
    {
        RawResponse response;
        try
        {
            response = await connection.ReadResponseAsync();
        }
        catch (Exception exception) when (exception is ConnectionEndedException or SocketException or TimeoutException)
        {
            Lose(exception.Message);
            return false;
        }

        if (response.StatusCode >= 500)
        {
            Lose(response.StatusLine);
        }
        else if (request.Answer is { } answer && !response.Body.AsSpan().SequenceEqual(answer))
        {
            Lose($"{response.StatusLine} with a body of {response.Body.Length} bytes that is not the answer to this request");
        }

        lock (_lock)
        {
            _answered++;
            Tell();
        }

        return response.Header("Connection") != "close";
    }

    private void Lose(string why) => Lost.Add(string.Create(
        CultureInfo.InvariantCulture,
        $"{TimeProvider.System.GetLocalNow():HH:mm:ss.fff} {(_isFresh ? "fresh" : "kept alive")}, after {Answered} answers: {why}"));

    private void End()
    {
        lock (_lock)
        {
            _ended = true;
            Tell();
        }
    }

    private void Tell()
    {
        foreach (var (_, reached) in _waiting.Where(waiting => _ended || _answered >= waiting.Answers))
        {
            reached.TrySetResult();
        }

        _waiting.RemoveAll(static waiting => waiting.Reached.Task.IsCompleted);
    }

    private static bool HasEnded(Socket socket) => socket.Poll(0, SelectMode.SelectRead);
}
