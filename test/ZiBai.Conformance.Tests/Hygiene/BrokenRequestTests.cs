using System.Collections.Concurrent;

namespace ZiBai.Conformance.Tests.Hygiene;

/// <summary>
/// What is left of a request when its connection breaks is no request: Kestrel leaves the rest of the body unread then, and reads it as the next
/// one.
/// </summary>
public sealed class BrokenRequestTests
{
    /// <summary>What breaks is a matter of instants. So often a client tries.</summary>
    private const int Attempts = 50;

    private const string Smuggled = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";

    private static readonly string _post = $"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {Smuggled.Length}\r\n\r\n{Smuggled}";

    private readonly ConcurrentQueue<object?> _seen = new();

    /// <summary>The client ends its side behind the body, whether the app reads it or not.</summary>
    [Theory]
    [Forms(true)]
    [Forms(false)]
    public async Task ABodyIsNoRequestWhenItsClientGoes(Door door, AppForm form, bool reads)
    {
        await using var served = await ServedApp.StartAsync(door, App, form);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await using var connection = await served.ConnectAsync();
            await connection.SendAsync(_post);
            connection.FinishSending();
            await connection.WaitForEndAsync();
        }

        await served.StopAsync();
        Assert.DoesNotContain("/smuggled", _seen);
        Assert.Empty(served.Complaints);

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            _seen.Enqueue(environ["PATH_INFO"]);
            if (reads)
            {
                ((Stream)environ["wsgi.input"]!).CopyTo(Stream.Null);
            }

            startResponse("200 OK", []);
            return [];
        }
    }

    /// <summary>The server breaks the connection off, since the app failed within its response.</summary>
    [Theory]
    [Forms]
    public async Task ABodyIsNoRequestWhenItsConnectionIsBrokenOff(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, App, form);
        await using var connection = await served.ConnectAsync();

        await connection.SendAsync(_post);
        await connection.WaitForEndAsync();
        await served.StopAsync();

        Assert.Equal(["/"], _seen);

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            _seen.Enqueue(environ["PATH_INFO"]);
            startResponse("200 OK", []);
            yield return Wire.Bytes("begun");
            throw new InvalidOperationException("failed");
        }
    }

    /// <summary>A request that is refused is its connection's last, also when nobody is there to be told.</summary>
    [Theory]
    [Doors("GET /\t HTTP/1.1\r\nHost: h\r\n\r\n")]
    [Doors("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n")]
    public async Task NothingFollowsARefusedRequestWhenItsClientGoes(Door door, string refused)
    {
        await using var served = await ServedApp.StartAsync(door, App);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await using var connection = await served.ConnectAsync();
            await connection.SendAsync(refused + Smuggled);
            connection.FinishSending();
            await connection.WaitForEndAsync();
        }

        await served.StopAsync();
        Assert.Empty(_seen);

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            _seen.Enqueue(environ["PATH_INFO"]);
            startResponse("200 OK", []);
            return [];
        }
    }
}
