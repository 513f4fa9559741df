using Microsoft.Extensions.Logging;

namespace ZiBai.Conformance.Tests.Hygiene;

/// <summary>Clients that take their time: how long they may, what it costs, and that it is theirs alone.</summary>
public sealed class SlowClientTests
{
    private const int Hundreds = 300;
    private const string Post = "POST /slow HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n12345";

    /// <summary>Kestrel looks at the clock once a second; its own limits on slow bodies are 5 s of grace, and then 240 bytes a second.</summary>
    private static readonly TimeSpan _longWait = TimeSpan.FromSeconds(60);

    private static readonly ZiBaiOptions _short = new() { SocketTimeout = TimeSpan.FromMilliseconds(100) };

    [Theory]
    [Networks("G")]
    [Networks("GET / HTTP/1.1\r\nHost: h\r\n")]
    public async Task HeadersThatDoNotComeInTimeAreA408(Door door, Network network, string begun)
    {
        await using var served = await ServedApp.StartAsync(door, App, network: network, options: _short);

        var answer = await served.ReadToEndAsync(begun);
        await served.StopAsync();

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
        AssertOneRefusal(served);
    }

    /// <summary>There is nothing that an answer could be to.</summary>
    [Theory]
    [Networks("", "")]
    [Networks(Apps.Get, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n" + Apps.Own + "\r\n/")]
    [Networks("\r\n", "")]
    public async Task AConnectionThatStaysSilentIsClosed(Door door, Network network, string before, string answer)
    {
        await using var served = await ServedApp.StartAsync(door, App, network: network, options: _short);

        Assert.Equal(answer, await served.ReadToEndAsync(before));
        await served.StopAsync();
        Assert.Empty(served.Complaints);
    }

    [Theory]
    [Forms]
    public async Task ABodyThatComesTooSlowlyIsA408(Door door, AppForm form)
    {
        Exception? seen = null;
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                seen = Record.Exception(() => ((Stream)environ["wsgi.input"]!).CopyTo(Stream.Null));
                throw seen!;
            },
            form);
        await using var connection = await served.ConnectAsync();
        connection.Timeout = _longWait;

        await connection.SendAsync(Post);
        var answer = Wire.Masked(await connection.ReadToEndAsync());
        await served.StopAsync();

        Assert.Equal(
            "HTTP/1.1 408 Request Timeout\r\nContent-Length: 16\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n" + Apps.Own
            + "\r\nRequest Timeout\n",
            answer);
        Assert.IsAssignableFrom<IOException>(seen);

        // Kestrel has a record of its own as it gives the body up, and one as it gives the connection up.
        Assert.Equal(
            ["RequestBodyMinimumDataRateNotSatisfied", "BadRequest", "ConnectionBadRequest"],
            served.Log.Entries.Where(Refusals.IsOne).Select(static entry => entry.EventId.Name));
        Assert.Empty(served.Complaints);
    }

    /// <summary>Who has sent only a part of a head is not in the app, nor on a thread of it.</summary>
    [Theory]
    [Forms]
    public async Task HundredsOfHeadsThatTrickleHoldUpNobody(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, App, form, maxWorkers: 1);
        var slow = new List<RawConnection>();
        try
        {
            for (var i = 0; i < Hundreds; i++)
            {
                var connection = await served.ConnectAsync();
                slow.Add(connection);
                await connection.SendAsync("GET /slow HTTP/1.1\r\nHost: ");
            }

            Assert.Equal("/quick", (await served.RequestAsync("GET /quick HTTP/1.1\r\nHost: h\r\n\r\n")).BodyText);
            foreach (var connection in slow)
            {
                await connection.SendAsync("h\r\n");
            }

            Assert.Equal("/quick", (await served.RequestAsync("GET /quick HTTP/1.1\r\nHost: h\r\n\r\n")).BodyText);
            foreach (var connection in slow)
            {
                await connection.SendAsync("\r\n");
            }

            Assert.Equal("/slow", (await slow[^1].ReadResponseAsync()).BodyText);
        }
        finally
        {
            foreach (var connection in slow)
            {
                await connection.DisposeAsync();
            }
        }
    }

    [Theory]
    [Forms]
    public async Task ABodyThatTricklesHoldsItsOwnPlaceAlone(Door door, AppForm form)
    {
        var reading = new Gate();
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                var input = (Stream)environ["wsgi.input"]!;
                var first = input.ReadByte();
                if (first >= 0)
                {
                    reading.Open();
                    input.CopyTo(Stream.Null);
                }

                startResponse("200 OK", []);
                return [Wire.Bytes((string)environ["PATH_INFO"]!)];
            },
            form,
            maxWorkers: 2);
        await using var slow = await served.ConnectAsync();
        await slow.SendAsync("POST /slow HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n1");
        await reading.Opened;

        Assert.Equal("/quick", (await served.RequestAsync("GET /quick HTTP/1.1\r\nHost: h\r\n\r\n")).BodyText);
        await slow.SendAsync("2");
        Assert.Equal("/quick", (await served.RequestAsync("GET /quick HTTP/1.1\r\nHost: h\r\n\r\n")).BodyText);
        await slow.SendAsync("3");
        Assert.Equal("/slow", (await slow.ReadResponseAsync()).BodyText);
    }

    private static void AssertOneRefusal(ServedApp served)
    {
        Assert.Equal(LogLevel.Debug, Assert.Single(served.Log.Entries, Refusals.IsOne).Level);
        Assert.Empty(served.Complaints);
    }

    private static Chunks App(EnvironMap environ, StartResponse startResponse)
    {
        startResponse("200 OK", []);
        return [Wire.Bytes((string)environ["PATH_INFO"]!)];
    }
}
