using System.Net.Sockets;

namespace ZiBai.Process.Tests.Stopping;

/// <summary>
/// A busy client: one request after another, on one connection for as long as the server keeps it. A request is lost when it was sent whole on
/// an open connection and no whole response below 500 came back; a connection that is closed with nothing sent on it is no loss.
/// </summary>
internal sealed class KeepAliveClient
{
    private readonly string _address;
    private readonly TaskCompletionSource _warm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _warmAt;
    private int _answered;

    /// <param name="address">Where to connect.</param>
    /// <param name="warmAt">Answers after which <see cref="Warm"/> completes.</param>
    public KeepAliveClient(string address, int warmAt = 1)
    {
        _address = address;
        _warmAt = warmAt;
    }

    /// <summary>Completes when the load is on.</summary>
    public Task Warm => _warm.Task;

    /// <summary>Requests that were answered whole.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>What became of each request that was lost.</summary>
    public List<string> Lost { get; } = [];

    /// <summary>Sends requests until no connection can be made any more.</summary>
    public async Task RunUntilRefusedAsync()
    {
        while (await ConnectAsync() is { } connection)
        {
            await using (connection)
            {
                await UseAsync(connection);
            }
        }

        _warm.TrySetResult();
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

    private async Task UseAsync(RawConnection connection)
    {
        while (!HasEnded(connection.Socket))
        {
            if (!await SendAsync(connection) || !await ReceiveAsync(connection))
            {
                return;
            }
        }
    }

    /// <summary>False when the connection had ended before the request was out: it was never whole on the wire.</summary>
    private static async Task<bool> SendAsync(RawConnection connection)
    {
        try
        {
            await connection.SendAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>False when the connection is not to be used any more.</summary>
    private async Task<bool> ReceiveAsync(RawConnection connection)
    {
        RawResponse response;
        try
        {
            response = await connection.ReadResponseAsync();
        }
        catch (Exception exception) when (exception is ConnectionEndedException or SocketException or TimeoutException)
        {
            Lost.Add($"after {Answered} answers: {exception.Message}");
            return false;
        }

        if (response.StatusCode >= 500)
        {
            Lost.Add(response.StatusLine);
        }

        if (Interlocked.Increment(ref _answered) == _warmAt)
        {
            _warm.TrySetResult();
        }

        return response.Header("Connection") != "close";
    }

    private static bool HasEnded(Socket socket) => socket.Poll(0, SelectMode.SelectRead);
}
