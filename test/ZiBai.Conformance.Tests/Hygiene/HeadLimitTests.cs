using Microsoft.Extensions.Logging;

namespace ZiBai.Conformance.Tests.Hygiene;

/// <summary>
/// How long a request's head may be: 414 and 431 (RFC 9110 section 15.5.15, RFC 6585 section 5), a closed connection, one record at Debug.
/// </summary>
/// <remarks>The option is the direct door's alone: a site says it to Kestrel itself, which has one for the line and one for the headers.</remarks>
public sealed class HeadLimitTests
{
    /// <summary>Kestrel's own limits, which hold unless --h11-max-incomplete-event-size sets others.</summary>
    private const int LongestLine = 8 * 1024;
    private const int LongestHeaders = 32 * 1024;
    private const int MostHeaders = 100;

    /// <summary>What a request line has beside its target, and its end.</summary>
    private const int BesideTheTarget = 13 + 2;

    private static readonly ZiBaiOptions _hundredBytes = new() { H11MaxIncompleteEventSize = 100 };

    private int _requests;

    [Theory]
    [Doors]
    public async Task ALineThatIsTooLongIsA414(Door door) =>
        await AssertRefusedAsync(door, 414, Request(LongestLine - BesideTheTarget + 1, "Host: h\r\n"));

    /// <summary>Before its end has come, so that nobody has to hold a line without one.</summary>
    [Theory]
    [Doors]
    public async Task ALineWithoutEndIsA414(Door door) => await AssertRefusedAsync(door, 414, "GET /" + new string('x', LongestLine));

    [Theory]
    [Doors]
    public async Task HeadersThatAreTooLongAreA431(Door door) =>
        await AssertRefusedAsync(door, 431, Request(1, "Host: h\r\n" + Long(LongestHeaders - 9 + 1)));

    [Theory]
    [Doors]
    public async Task AHeaderWithoutEndIsA431(Door door) =>
        await AssertRefusedAsync(door, 431, "GET / HTTP/1.1\r\nHost: h\r\nX-A: " + new string('x', LongestHeaders));

    [Theory]
    [Doors]
    public async Task TooManyHeadersAreA431(Door door) =>
        await AssertRefusedAsync(door, 431, Request(1, "Host: h\r\n" + Many(MostHeaders)));

    [Theory]
    [Doors]
    public async Task AHeadWithinTheLimitsIsServed(Door door)
    {
        await using var served = await ServedApp.StartAsync(door, App);

        Assert.Equal(200, (await served.RequestAsync(Request(LongestLine - BesideTheTarget, "Host: h\r\n"))).StatusCode);
        Assert.Equal(200, (await served.RequestAsync(Request(1, "Host: h\r\n" + Long(LongestHeaders - 9)))).StatusCode);
        Assert.Equal(200, (await served.RequestAsync(Request(1, "Host: h\r\n" + Many(MostHeaders - 1)))).StatusCode);
    }

    [Theory]
    [Doors(DirectOnly = true)]
    public async Task ALineThatIsTooLongForTheOptionIsA414(Door door) =>
        await AssertRefusedAsync(door, 414, Request(100 - BesideTheTarget + 1, "Host: h\r\n"), _hundredBytes);

    [Theory]
    [Doors(DirectOnly = true)]
    public async Task HeadersThatAreTooLongForTheOptionAreA431(Door door) =>
        await AssertRefusedAsync(door, 431, Request(1, "Host: h\r\n" + Long(100 - 9 + 1)), _hundredBytes);

    /// <summary>The option bounds line and headers together: each may be short enough.</summary>
    [Theory]
    [Doors(DirectOnly = true)]
    public async Task AHeadThatIsTooLongForTheOptionIsA431(Door door) =>
        await AssertRefusedAsync(door, 431, Request(40, "Host: h\r\n" + Long(40)), _hundredBytes);

    private static string Request(int target, string headers) => $"GET /{new string('x', target - 1)} HTTP/1.1\r\n{headers}\r\n";

    /// <summary>One header of so many bytes, its end included.</summary>
    private static string Long(int bytes) => $"X-A: {new string('x', bytes - 7)}\r\n";

    private static string Many(int headers) => string.Concat(Enumerable.Range(0, headers).Select(static i => $"X-{i}: 1\r\n"));

    private async Task AssertRefusedAsync(Door door, int status, string request, ZiBaiOptions? options = null)
    {
        await using var served = await ServedApp.StartAsync(door, App, options: options);

        var answer = await served.ReadToEndAsync(request);
        await served.StopAsync();

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(0, _requests);
        Assert.Equal(LogLevel.Debug, Assert.Single(served.Log.Entries, Refusals.IsOne).Level);
        Assert.Empty(served.Complaints);
    }

    private Chunks App(EnvironMap environ, StartResponse startResponse)
    {
        Interlocked.Increment(ref _requests);
        startResponse("200 OK", []);
        return [];
    }
}
