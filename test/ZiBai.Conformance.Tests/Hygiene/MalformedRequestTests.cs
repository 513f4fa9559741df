using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ZiBai.Conformance.Tests.Hygiene;

/// <summary>A request that may be read in two ways is answered with an error, its connection is closed, and nothing behind it is served.</summary>
public sealed class MalformedRequestTests
{
    /// <summary>What follows each request: a client that smuggles wants it served.</summary>
    private const string Smuggled = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";

    private readonly ConcurrentQueue<object?> _seen = new();

    public static IEnumerable<object[]> Requests() =>
        from door in Enum.GetValues<Door>() from name in MalformedRequests.All.Keys select (object[])[door, name];

    public static IEnumerable<object[]> RequestsWithABadBody() =>
        from door in Enum.GetValues<Door>() from row in MalformedRequests.All where row.Value.Seen > 0 select (object[])[door, row.Key];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task AMalformedRequestIsRefusedAndItsConnectionClosed(Door door, string name)
    {
        var request = MalformedRequests.All[name];
        await using var served = await ServedApp.StartAsync(door, Reading);

        var answer = await served.ReadToEndAsync(request.Bytes + Smuggled);
        await served.StopAsync();

        Assert.StartsWith($"HTTP/1.1 {request.Status} ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("HTTP/1.1", answer[1..], StringComparison.Ordinal);
        Assert.Equal(Enumerable.Repeat<object?>("/", request.Seen), _seen);
        AssertQuiet(served, request);
    }

    /// <summary>The same behind a request that is well-formed: that one is served, and no other.</summary>
    [Theory]
    [MemberData(nameof(Requests))]
    public async Task AMalformedRequestBehindAnotherIsRefused(Door door, string name)
    {
        var request = MalformedRequests.All[name];
        await using var served = await ServedApp.StartAsync(door, Reading);
        await using var connection = await served.ConnectAsync();

        await connection.SendAsync("GET /first HTTP/1.1\r\nHost: h\r\n\r\n" + request.Bytes + Smuggled);
        var first = await connection.ReadResponseAsync();
        var answer = Wire.Masked(await connection.ReadToEndAsync());
        await served.StopAsync();

        Assert.Equal(200, first.StatusCode);
        Assert.StartsWith($"HTTP/1.1 {request.Status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("HTTP/1.1", answer[1..], StringComparison.Ordinal);
        Assert.Equal(["/first", .. Enumerable.Repeat<object?>("/", request.Seen)], _seen);
        AssertQuiet(served, request);
    }

    /// <summary>An app that does not read its body is through before anybody can tell: still nothing that follows is served.</summary>
    [Theory]
    [MemberData(nameof(RequestsWithABadBody))]
    public async Task AMalformedBodyThatIsNotReadClosesTheConnection(Door door, string name)
    {
        var request = MalformedRequests.All[name];
        await using var served = await ServedApp.StartAsync(door, NotReading);

        var answer = await served.ReadToEndAsync(request.Bytes + Smuggled);
        await served.StopAsync();

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("HTTP/1.1", answer[1..], StringComparison.Ordinal);
        Assert.Equal(["/"], _seen);
        AssertQuiet(served, request);
    }

    /// <summary>
    /// HTTP/2 is spoken over TLS alone; a client that takes it for granted is told so in its own tongue: GOAWAY, HTTP_1_1_REQUIRED (RFC 9113).
    /// </summary>
    [Theory]
    [Doors]
    public async Task ThePrefaceOfHttp2IsRefused(Door door)
    {
        await using var served = await ServedApp.StartAsync(door, Reading);

        var answer = await served.ReadToEndAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + Smuggled);

        Assert.Equal("\0\0\b\a\0\0\0\0\0\0\0\0\0\0\0\0\r", answer);
        Assert.Empty(_seen);
    }

    /// <summary>Kestrel cannot set aside the one length for the other, and gives up on the connection without a word.</summary>
    [Theory]
    [Doors]
    public async Task ALengthInTheGuiseOfTheOneKestrelSetsAsideClosesTheConnection(Door door)
    {
        await using var served = await ServedApp.StartAsync(door, Reading);

        var answer = await served.ReadToEndAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nX-Content-Length: 5\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n0\r\n\r\n" + Smuggled);

        Assert.Equal("", answer);
        Assert.Empty(_seen);
    }

    /// <summary>What Kestrel finds itself it says in its own words, at Debug too.</summary>
    [Theory]
    [Doors("GET / HTTP/1.1\r\n\r\n")]
    [Doors("GET / HTTP/1.1\r\nHost : h\r\n\r\n")]
    [Doors("GET / HTTP/1.2\r\nHost: h\r\n\r\n")]
    public async Task ARefusalOfKestrelsIsLoggedAtDebug(Door door, string request)
    {
        await using var served = await ServedApp.StartAsync(door, Reading);

        await served.ReadToEndAsync(request);
        await served.StopAsync();

        Assert.Equal(LogLevel.Debug, Assert.Single(served.Log.Entries, Refusals.IsOne).Level);
    }

    [Theory]
    [Doors("Transfer-Encoding: chunked\r\nContent-Length: 3", "it has both Transfer-Encoding and Content-Length")]
    [Doors("Transfer-Encoding: gzip, chunked", "its Transfer-Encoding is not just chunked")]
    [Doors("Content-Length: 0\r\nContent-Type: a/b\r\nContent-Type: a/b", "it has Content-Type more than once")]
    public async Task ARefusalSaysWhyAtDebug(Door door, string headers, string reason)
    {
        await using var served = await ServedApp.StartAsync(door, Reading);

        await served.ReadToEndAsync($"POST /x HTTP/1.1\r\nHost: h\r\n{headers}\r\n\r\n0\r\n\r\n");
        await served.StopAsync();

        var entry = Assert.Single(served.Log.Entries, static entry => entry.EventId.Name == "RequestRefused");
        Assert.Equal(
            ("zibai.debug", LogLevel.Debug, $"Refused the request POST /x: {reason}"), (entry.Category, entry.Level, entry.Message));
    }

    private static void AssertQuiet(ServedApp served, MalformedRequest request) => Assert.Equal(
        request.KestrelComplains ? ["RequestBodyDrainBodyReaderInvalidState"] : [],
        served.Complaints.Select(static entry => entry.EventId.Name));

    private Chunks Reading(EnvironMap environ, StartResponse startResponse)
    {
        _seen.Enqueue(environ["REQUEST_URI"]);
        ((Stream)environ["wsgi.input"]!).CopyTo(Stream.Null);
        startResponse("200 OK", []);
        return [];
    }

    private Chunks NotReading(EnvironMap environ, StartResponse startResponse)
    {
        _seen.Enqueue(environ["REQUEST_URI"]);
        startResponse("200 OK", []);
        return [];
    }
}
