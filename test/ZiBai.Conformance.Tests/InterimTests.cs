namespace ZiBai.Conformance.Tests;

/// <summary>
/// A status of 1xx that an app takes for its last word: to a client it is none, and it waits for the final response (RFC 9110 section 15.2). The end
/// of the connection tells it that there will be none.
/// </summary>
public sealed class InterimTests
{
    /// <summary>"A client MUST be able to parse one or more 1xx responses received prior to a final response" (RFC 9110 section 15.2): so it goes on waiting.</summary>
    [Theory]
    [Forms("100 Continue")]
    [Forms("101 Switching Protocols")]
    [Forms("102 Processing")]
    [Forms("103 Early Hints")]
    [Forms("199 Odd")]
    public async Task AnInterimStatusEndsItsConnection(Door door, AppForm form, string status)
    {
        var requests = 0;
        await using var served = await ServedApp.StartAsync(
            door,
            (_, startResponse) =>
            {
                requests++;
                startResponse(status, [("Link", "</a.css>"), ("Content-Length", "3")]);
                return [Wire.Bytes("abc")];
            },
            form);

        Assert.Equal(
            $"HTTP/1.1 {status}\r\nConnection: close\r\n{Apps.Own}Link: </a.css>\r\n\r\n", await served.ReadToEndAsync(Apps.Get + Apps.Get));
        await served.StopAsync();
        Assert.Equal(1, requests);
        Assert.Empty(served.Complaints);
    }

    /// <summary>"A 1xx response is terminated by the end of the header section" (RFC 9110 section 15.2), whatever was asked and however.</summary>
    [Theory]
    [Forms("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n")]
    [Forms("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")]
    [Forms("GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n")]
    public async Task AnyRequestsInterimStatusEndsItsConnection(Door door, AppForm form, string request)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            (_, startResponse) =>
            {
                startResponse("103 Early Hints", []);
                return [];
            },
            form);

        Assert.Equal($"HTTP/1.1 103 Early Hints\r\nConnection: close\r\n{Apps.Own}\r\n", await served.ReadToEndAsync(request + Apps.Get));
    }
}
