using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ZiBai.Process.Tests.BehindNginx;

/// <summary>An HTTP client of an nginx, with connections of its own, which are kept alive.</summary>
internal sealed class NginxClient : IDisposable
{
    private readonly HttpClient _http;

    public NginxClient(string address)
    {
        var endPoint = RawConnection.ParseAddress(address);
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(endPoint, token);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        _http = new HttpClient(handler) { BaseAddress = new Uri("http://test/"), Timeout = Timeouts.ProcessStart };
    }

    public Task<string> GetStringAsync(string path) => _http.GetStringAsync(path);

    /// <summary>The status and the SHA-256 of the whole body.</summary>
    /// <exception cref="HttpRequestException">No response came, or it was cut off.</exception>
    /// <exception cref="IOException">The body was cut off.</exception>
    public async Task<(int Status, string Hash)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        return ((int)response.StatusCode, Convert.ToHexString(await SHA256.HashDataAsync(body)));
    }

    public async Task<string> PostAsync(string path, byte[] body, bool chunked)
    {
        using var content = new ByteArrayContent(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {text}");
    }

    public void Dispose() => _http.Dispose();
}
