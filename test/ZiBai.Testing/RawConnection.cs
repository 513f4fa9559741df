using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ZiBai.Testing;

/// <summary>
/// A client that sends and receives bytes and knows no more of HTTP than where a response ends. Each await fails after
/// <see cref="Timeout"/> with an error that shows what was received.
/// </summary>
public sealed partial class RawConnection : IAsyncDisposable
{
    private const int ReadSize = 64 * 1024;

    /// <summary>Bytes of what was received that an error shows.</summary>
    private const int ShownBytes = 2000;

    private readonly Socket _socket;
    private readonly string _peer;
    private byte[] _buffer = new byte[ReadSize];
    private int _start;
    private int _end;

    private RawConnection(Socket socket, string peer, TimeSpan timeout)
    {
        _socket = socket;
        _peer = peer;
        Timeout = timeout;
    }

    /// <summary>For each await as a whole. Default: <see cref="Timeouts.Default"/>.</summary>
    public TimeSpan Timeout { get; set; }

    /// <summary>How the peer ended the connection; null while it has not, as far as was read.</summary>
    public ConnectionEnd? End { get; private set; }

    /// <summary>The socket, for its options and addresses.</summary>
    public Socket Socket => _socket;

    /// <param name="address"><c>unix:PATH</c>, <c>HOST:PORT</c> or <c>[IPV6]:PORT</c>, also after <c>http://</c>: as zibai logs it.</param>
    /// <param name="timeout">See <see cref="Timeout"/>.</param>
    public static Task<RawConnection> ConnectAsync(string address, TimeSpan? timeout = null) => ConnectAsync(ParseAddress(address), timeout);

    public static async Task<RawConnection> ConnectAsync(EndPoint endPoint, TimeSpan? timeout = null)
    {
        var unix = endPoint is UnixDomainSocketEndPoint;
        var socket = new Socket(
            unix ? AddressFamily.Unix : endPoint.AddressFamily, SocketType.Stream, unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        var connection = new RawConnection(socket, endPoint.ToString()!, timeout ?? Timeouts.Default);
        try
        {
            if (!unix)
            {
                // Each send is to be a packet of its own: tests cut requests where it hurts.
                socket.NoDelay = true;
            }

            await connection.BoundAsync("the connection to be accepted", async token =>
            {
                await socket.ConnectAsync(endPoint, token);
                return true;
            });
            return connection;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The end point of an address as <see cref="ConnectAsync(string, TimeSpan?)"/> takes it.</summary>
    public static EndPoint ParseAddress(string address)
    {
        var bare = address.Replace("http://", "", StringComparison.Ordinal);
        if (bare.StartsWith("unix:", StringComparison.Ordinal))
        {
            return new UnixDomainSocketEndPoint(bare["unix:".Length..]);
        }

        bare = bare.TrimEnd('/').Replace("localhost:", "127.0.0.1:", StringComparison.Ordinal);
        return IPEndPoint.TryParse(bare, out var endPoint) && endPoint.Port != 0
            ? endPoint
            : throw new FormatException($"'{address}' is no address to connect to. Expected unix:PATH, HOST:PORT or [IPV6]:PORT.");
    }

    /// <summary>Sends text as Latin-1: one byte for each character.</summary>
    public Task SendAsync(string latin1) => SendAsync(Encoding.Latin1.GetBytes(latin1));

    public Task SendAsync(ReadOnlyMemory<byte> bytes) => BoundAsync("the peer to take what is sent", async token =>
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await _socket.SendAsync(bytes[sent..], SocketFlags.None, token);
        }

        return true;
    });

    /// <summary>Ends the sending side (FIN); the answer can still be read.</summary>
    public void FinishSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Breaks the connection off: RST on TCP.</summary>
    public void Abort() => _socket.Close(0);

    /// <summary>Everything up to the peer's orderly close.</summary>
    /// <exception cref="ConnectionEndedException">The connection was reset.</exception>
    public Task<byte[]> ReadToEndAsync() => BoundAsync("the connection to be closed", async token =>
    {
        while (await FillAsync(token))
        {
        }

        return End == ConnectionEnd.Closed ? Take(_end - _start) : throw Ended("an orderly close");
    });

    /// <summary>Reads and drops what still comes; tells how the connection ended.</summary>
    public Task<ConnectionEnd> WaitForEndAsync() => BoundAsync("the connection to end", async token =>
    {
        while (await FillAsync(token))
        {
        }

        return End!.Value;
    });

    /// <summary>What comes up to and including <paramref name="latin1"/>; later bytes are left for the next read.</summary>
    public Task<byte[]> ReadUntilAsync(string latin1) => BoundAsync($"'{latin1}'", async token =>
    {
        var marker = Encoding.Latin1.GetBytes(latin1);
        var from = 0;
        int found;
        while ((found = _buffer.AsSpan(_start + from, _end - _start - from).IndexOf(marker)) < 0)
        {
            from = Math.Max(0, _end - _start - marker.Length + 1);
            await RequireAsync($"'{latin1}'", token);
        }

        return Take(from + found + marker.Length);
    });

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private byte[] Take(int count)
    {
        var taken = _buffer.AsSpan(_start, count).ToArray();
        _start += count;
        return taken;
    }

    private async Task RequireAsync(string what, CancellationToken token)
    {
        if (!await FillAsync(token))
        {
            throw Ended(what);
        }
    }

    /// <summary>Appends what comes; false once the peer has ended the connection.</summary>
    private async Task<bool> FillAsync(CancellationToken token)
    {
        if (End is not null)
        {
            return false;
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_buffer.Length - _end < ReadSize)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        try
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, token);
            _end += read;
            End = read == 0 ? ConnectionEnd.Closed : null;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            End = ConnectionEnd.Reset;
        }

        return End is null;
    }

    private async Task<T> BoundAsync<T>(string what, Func<CancellationToken, Task<T>> act)
    {
        using var timer = new CancellationTokenSource(Timeout);
        try
        {
            return await act(timer.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested)
        {
            throw new TimeoutException($"Waited {Timeout.TotalSeconds:0.#} s for {what} from {_peer}. {Received()}");
        }
    }

    private ConnectionEndedException Ended(string what) => new(
        End!.Value,
        $"The connection to {_peer} was {(End == ConnectionEnd.Reset ? "reset" : "closed")} while waiting for {what}. {Received()}");

    private string Received()
    {
        var bytes = _buffer.AsSpan(_start, _end - _start);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"Received and not yet taken: {bytes.Length} bytes");
        if (bytes.Length > ShownBytes)
        {
            text.Append(CultureInfo.InvariantCulture, $", the first {ShownBytes}");
        }

        text.Append(":\n");
        foreach (var one in bytes[..Math.Min(bytes.Length, ShownBytes)])
        {
            _ = one is (>= 0x20 and < 0x7f) or (byte)'\n' or (byte)'\r'
                ? text.Append(one == '\r' ? "\\r" : ((char)one).ToString())
                : text.Append(CultureInfo.InvariantCulture, $"\\x{one:x2}");
        }

        return text.ToString();
    }
}
