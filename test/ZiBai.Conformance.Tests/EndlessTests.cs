namespace ZiBai.Conformance.Tests;

/// <summary>A body without end costs no worker for ever: the iteration stops when nothing more of it can reach a client.</summary>
public sealed class EndlessTests
{
    /// <summary>
    /// "HEAD, 1xx, 204 and 304 send no body bytes, whatever the app yields" (contract.md, start_response and the body), nor 205: so there is no use
    /// in asking on.
    /// </summary>
    [Theory]
    [Doors("HEAD", "200 OK")]
    [Doors("GET", "204 No Content")]
    [Doors("GET", "205 Reset Content")]
    [Doors("GET", "304 Not Modified")]
    [Doors("CONNECT", "200 OK")]
    public async Task AResponseWithoutABodyEndsTheIteration(Door door, string method, string status)
    {
        var body = new Endless("x");
        await using var served = await ServedApp.StartAsync(door, body.App(status));
        await using var connection = await served.ConnectAsync();
        var target = method == "CONNECT" ? "a:1" : "/";
        await connection.SendAsync($"{method} {target} HTTP/1.1\r\nHost: {(method == "CONNECT" ? target : "a")}\r\nConnection: close\r\n\r\n");

        var answer = await connection.ReadToEndAsync();

        Assert.StartsWith($"HTTP/1.1 {status}\r\n", System.Text.Encoding.Latin1.GetString(answer), StringComparison.Ordinal);
        await body.Disposed;
    }

    /// <summary>
    /// "The excess is not sent and an error is logged" (contract.md, start_response and the body), and no more is asked for (PEP 3333, "Handling
    /// the Content-Length Header").
    /// </summary>
    [Theory]
    [Doors]
    public async Task MoreThanContentLengthEndsTheIteration(Door door)
    {
        var body = new Endless("x");
        await using var served = await ServedApp.StartAsync(door, body.App("200 OK", ("Content-Length", "5")));

        Assert.Equal("xxxxx", (await served.RequestAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).BodyText);

        await body.Disposed;
        await served.Log.WaitForAsync(static entry => entry.EventId.Name == "BodyTooLong");
    }

    /// <summary>
    /// "A client that has gone stops the iteration" (contract.md, start_response and the body), even of an app that never has anything to send.
    /// </summary>
    [Theory]
    [Forms]
    public async Task AClientThatHasGoneEndsAnIterationOfNothing(Door door, AppForm form)
    {
        var body = new Endless("");
        await using var served = await ServedApp.StartAsync(door, body.App("200 OK"), form);
        await using (var connection = await served.ConnectAsync())
        {
            await connection.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            await body.Begun;
            connection.Abort();
        }

        await body.Disposed;
    }

    private sealed class Endless(string chunk)
    {
        private readonly Gate _begun = new();
        private readonly Gate _disposed = new();

        public Task Begun => _begun.Opened;

        public Task Disposed => _disposed.Opened;

        public WsgiApp App(string status, params (string, string)[] headers) => (_, startResponse) =>
        {
            startResponse(status, headers);
            return Body();
        };

        private IEnumerable<ReadOnlyMemory<byte>> Body()
        {
            try
            {
                while (true)
                {
                    _begun.Open();
                    yield return System.Text.Encoding.Latin1.GetBytes(chunk);
                }
            }
            finally
            {
                _disposed.Open();
            }
        }
    }
}
