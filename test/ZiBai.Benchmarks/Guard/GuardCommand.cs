using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ZiBai.Benchmarks.Servers;

namespace ZiBai.Benchmarks.Guard;

/// <summary>
/// What a request costs beside bare Kestrel, as far as a test can rely on it: bytes allocated, which are exact, and the shortest of many short times. Both servers and
/// their one client are in this process, and are asked in turn. The app allocates nothing itself.
/// </summary>
internal static class GuardCommand
{
    private const int WarmUp = 5_000;
    private const int Requests = 2_000;
    private const int Rounds = 25;

    private static readonly (string Name, string Value)[] _headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "12")];
    private static readonly ReadOnlyMemory<byte>[] _body = [Material.Hello];

    /// <summary>Prints both figures of both servers.</summary>
    public static async Task<int> RunAsync()
    {
        var endpoint = Endpoint.FreePort();
        await using var bare = await BareServer.StartAsync(endpoint, "Hello");
        using var socket = ZiBaiServer.CreateBindSocket("127.0.0.1:0");
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        using var stop = new CancellationTokenSource();
        WsgiApp app = static (_, startResponse) =>
        {
            startResponse("200 OK", _headers);
            return _body;
        };
        var serving = ZiBaiServer.ServeAsync(app, [socket], options: new ZiBaiOptions { NoAccessLog = true }, gracefulExit: stop.Token);

        using var ofBare = await KeptConnection.OpenAsync(endpoint.Port);
        using var ofZiBai = await KeptConnection.OpenAsync(port);
        (string Name, KeptConnection Client)[] contenders = [("bare", ofBare), ("zibai", ofZiBai)];
        var times = new TimeSpan[contenders.Length];
        var bytes = new long[contenders.Length];
        Array.Fill(times, TimeSpan.MaxValue);
        Array.Fill(bytes, long.MaxValue);
        foreach (var (_, client) in contenders)
        {
            client.Ask(WarmUp);
        }

        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                var begun = Stopwatch.GetTimestamp();
                contenders[i].Client.Ask(Requests);
                var time = Stopwatch.GetElapsedTime(begun);

                // What the process does beside requests, such as compiling methods anew, allocates too: in the best round, least.
                bytes[i] = Math.Min(bytes[i], GC.GetTotalAllocatedBytes(precise: true) - before);
                times[i] = time < times[i] ? time : times[i];
            }
        }

        for (var i = 0; i < contenders.Length; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{contenders[i].Name}: {(double)bytes[i] / Requests:0.0} bytes, {times[i].TotalMicroseconds / Requests:0.00} us a request"));
        }

        ofZiBai.Dispose();
        await stop.CancelAsync();
        await serving;
        return 0;
    }

    /// <summary>A client that allocates nothing for a request.</summary>
    private sealed class KeptConnection : IDisposable
    {
        private static readonly byte[] _request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray();

        private readonly byte[] _response = new byte[4096];
        private readonly Socket _socket;

        private KeptConnection(Socket socket)
        {
            _socket = socket;
        }

        /// <summary>Connects as soon as somebody listens, for 30 s at most.</summary>
        public static async Task<KeptConnection> OpenAsync(int port)
        {
            for (var begun = Stopwatch.GetTimestamp(); ;)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(IPAddress.Loopback, port);
                    return new KeptConnection(socket);
                }
                catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused && Stopwatch.GetElapsedTime(begun).TotalSeconds < 30)
                {
                    socket.Dispose();
                    await Task.Delay(10);
                }
            }
        }

        public void Ask(int count)
        {
            for (var i = 0; i < count; i++)
            {
                _socket.Send(_request);
                var length = 0;
                while (!_response.AsSpan(0, length).EndsWith(Material.Hello))
                {
                    var read = _socket.Receive(_response, length, _response.Length - length, SocketFlags.None);
                    length += read > 0 ? read : throw new IOException("The server closed the connection.");
                }
            }
        }

        public void Dispose() => _socket.Dispose();
    }
}
