using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ZiBai.Conformance.Tests.Hygiene;

/// <summary>Bodies that come while their requests wait for their turns: whom they hold up, and what becomes of their bytes.</summary>
public sealed class QueuedBodyTests
{
    private const string Chunked = " HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";

    private readonly ConcurrentQueue<string> _entered = [];
    private readonly Gate _holding = new();
    private readonly Gate _leave = new(TimeSpan.FromSeconds(60));

    /// <summary>With slow bodies, an app that reads holds at most its own slot: whoever is ready passes those who are not.</summary>
    [Theory]
    [Forms]
    public async Task BodiesThatTrickleLetOthersPass(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, App, form, maxWorkers: 1);
        await using var holder = await served.ConnectAsync();
        await holder.SendAsync("POST /read HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n1");
        await served.Log.WaitForAsync(static entry => entry.EventId.Name == "RequestBodyStart");
        await using var slow = await served.ConnectAsync();
        await slow.SendAsync("POST /slow HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\n12");
        await WaitingAsync(served, 1);
        await using var slowInChunks = await served.ConnectAsync();
        await slowInChunks.SendAsync($"POST /chunks{Chunked}3\r\nab");
        await WaitingAsync(served, 2);
        await using var quick = await served.ConnectAsync();
        await quick.SendAsync("GET /quick HTTP/1.1\r\nHost: h\r\n\r\n");
        await WaitingAsync(served, 3);

        await holder.SendAsync("23");

        Assert.Equal("123", (await holder.ReadResponseAsync()).BodyText);
        Assert.Equal("", (await quick.ReadResponseAsync()).BodyText);
        await slow.SendAsync("34");
        await slow.SendAsync("56");
        Assert.Equal("123456", (await slow.ReadResponseAsync()).BodyText);
        await slowInChunks.SendAsync("c\r\n1\r\nd\r\n0\r\n\r\n");
        Assert.Equal("abcd", (await slowInChunks.ReadResponseAsync()).BodyText);
        Assert.Equal(["/read", "/quick", "/slow", "/chunks"], _entered);
        await served.StopAsync();
        Assert.Empty(served.Complaints);
    }

    /// <summary>A body that came while its request waited is read whole, whichever way; the connection is ready for the next.</summary>
    [Theory]
    [Forms("/read", 7)]
    [Forms("/read", 200_000)]
    [Forms("/stream", 7)]
    [Forms("/stream", 200_000)]
    [Forms("/pipe", 7)]
    [Forms("/pipe", 200_000)]
    public async Task ABodyThatCameBeforeItsTurnIsReadWhole(Door door, AppForm form, string path, int length)
    {
        var body = string.Create(length, 0, static (text, _) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = (char)(i * 7 % 251);
            }
        });
        await using var served = await ServedApp.StartAsync(door, App, form, maxWorkers: 1);
        await using var holder = await served.ConnectAsync();
        await holder.SendAsync("GET /hold HTTP/1.1\r\nHost: h\r\n\r\n");
        await _holding.Opened;
        await using var sized = await served.ConnectAsync();
        await using var chunked = await served.ConnectAsync();
        await sized.SendAsync($"POST {path} HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n\r\n");
        await chunked.SendAsync($"POST {path}{Chunked}");
        await WaitingAsync(served, 2);
        await sized.SendAsync(body[..^2]);
        await chunked.SendAsync($"3\r\n{body[..3]}\r\n{length - 3:x}\r\n{body[3..^2]}");
        _leave.Open();
        await holder.ReadResponseAsync();

        await chunked.SendAsync($"{body[^2..]}\r\n0\r\nX-Trailer: not the body's\r\n\r\n");
        await sized.SendAsync(body[^2..]);

        Assert.Equal(body, (await chunked.ReadResponseAsync()).BodyText);
        Assert.Equal(body, (await sized.ReadResponseAsync()).BodyText);
        Assert.Equal("", (await chunked.RequestAsync(Apps.Get)).BodyText);
        Assert.Equal("", (await sized.RequestAsync(Apps.Get)).BodyText);
        await served.StopAsync();
        Assert.Empty(served.Complaints);
    }

    /// <summary>Reads give what is there (contract.md, environ: wsgi.input), also what came before the turn: the client may wait for an answer to it.</summary>
    [Theory]
    [Forms("Content-Length: 11\r\n\r\nfirst", "second")]
    [Forms("Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n", "6\r\nsecond\r\n0\r\n\r\n")]
    public async Task WhatCameBeforeItsTurnIsReadAtOnce(Door door, AppForm form, string before, string after)
    {
        await using var served = await ServedApp.StartAsync(door, App, form, maxWorkers: 1);
        await using var holder = await served.ConnectAsync();
        await holder.SendAsync("GET /hold HTTP/1.1\r\nHost: h\r\n\r\n");
        await _holding.Opened;
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync("POST /echo HTTP/1.1\r\nHost: h\r\n" + before);
        await WaitingAsync(served, 1);
        _leave.Open();

        await connection.ReadUntilAsync("5\r\nfirst\r\n");
        await connection.SendAsync(after);

        Assert.Equal("6\r\nsecond\r\n0\r\n\r\n", Wire.Text(await connection.ReadUntilAsync("0\r\n\r\n")));
    }

    /// <summary>A body that the app leaves unread is no request, however much of it was there before the app was called.</summary>
    [Theory]
    [Forms("Content-Length: 7\r\n\r\nGET / H")]
    [Forms("Content-Length: 7\r\n\r\nGET")]
    [Forms("Transfer-Encoding: chunked\r\n\r\n7\r\nGET / H\r\n0\r\n\r\n")]
    public async Task ABodyThatTheAppDoesNotWantIsPassedOver(Door door, AppForm form, string rest)
    {
        await using var served = await ServedApp.StartAsync(door, App, form, maxWorkers: 1);
        await using var holder = await served.ConnectAsync();
        await holder.SendAsync("GET /hold HTTP/1.1\r\nHost: h\r\n\r\n");
        await _holding.Opened;
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync("POST /leave HTTP/1.1\r\nHost: h\r\n" + rest);
        await WaitingAsync(served, 1);
        _leave.Open();

        Assert.Equal("left", (await connection.ReadResponseAsync()).BodyText);
        await connection.SendAsync(rest.EndsWith("GET", StringComparison.Ordinal) ? " / H" + Apps.Get : Apps.Get);

        Assert.Equal("", (await connection.ReadResponseAsync()).BodyText);
        Assert.Equal(["/hold", "/leave", "/"], _entered);
        await served.StopAsync();
        Assert.Empty(served.Complaints);
    }

    /// <summary>"Expect: 100-continue answered when the app first reads": an app that does not is not asked for it by the server either.</summary>
    [Theory]
    [Forms]
    public async Task ABodyThatWaitsToBeAskedForIsNotAskedForBeforeItsTurn(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, App, form, maxWorkers: 1);
        await using var holder = await served.ConnectAsync();
        await holder.SendAsync("GET /hold HTTP/1.1\r\nHost: h\r\n\r\n");
        await _holding.Opened;
        await using var leaving = await served.ConnectAsync();
        await leaving.SendAsync("POST /leave HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        await WaitingAsync(served, 1);
        await using var reading = await served.ConnectAsync();
        await reading.SendAsync("POST /read HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        await WaitingAsync(served, 2);
        await using var quick = await served.ConnectAsync();
        await quick.SendAsync("GET /quick HTTP/1.1\r\nHost: h\r\n\r\n");
        await WaitingAsync(served, 3);

        _leave.Open();

        var left = await leaving.ReadResponseAsync();
        Assert.Equal((200, "left"), (left.StatusCode, left.BodyText));
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", Wire.Text(await reading.ReadUntilAsync("\r\n\r\n")));
        await reading.SendAsync("abc");
        Assert.Equal("abc", (await reading.ReadResponseAsync()).BodyText);
        Assert.Equal("", (await quick.ReadResponseAsync()).BodyText);
        Assert.Equal(["/hold", "/quick", "/leave", "/read"], _entered);
    }

    /// <summary>
    /// "A client that stops short raises an IOException that says so" (contract.md, environ: wsgi.input), also where that was known before the app was
    /// called.
    /// </summary>
    [Theory]
    [Forms("Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\nzz\r\n", false)]
    [Forms("Content-Length: 10\r\n\r\n12345", true)]
    [Forms("Transfer-Encoding: chunked\r\n\r\n5\r\n123", true)]
    public async Task ABodyThatBreaksBeforeItsTurnIsTheAppsToMeet(Door door, AppForm form, string rest, bool stops)
    {
        await using var served = await ServedApp.StartAsync(door, App, form, maxWorkers: 1);
        await using var holder = await served.ConnectAsync();
        await holder.SendAsync("GET /hold HTTP/1.1\r\nHost: h\r\n\r\n");
        await _holding.Opened;
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync("POST /read HTTP/1.1\r\nHost: h\r\n" + rest);
        await WaitingAsync(served, 1);
        if (stops)
        {
            connection.FinishSending();
        }

        _leave.Open();
        var answer = await AnswerAsync(connection);
        await served.StopAsync();

        Assert.True(answer.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal) || (stops && answer.Length == 0), answer);
        Assert.Empty(served.Complaints);
    }

    /// <summary>All who wait have to keep the minimum rate, and not only who is being served: nobody is called for one who does not.</summary>
    [Theory]
    [Forms]
    public async Task ABodyThatComesTooSlowlyIsA408BeforeItsTurn(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, App, form, maxWorkers: 1);
        await using var holder = await served.ConnectAsync();
        await holder.SendAsync("GET /hold HTTP/1.1\r\nHost: h\r\n\r\n");
        await _holding.Opened;
        await using var slow = await served.ConnectAsync();
        slow.Timeout = TimeSpan.FromSeconds(60);
        await slow.SendAsync("POST /slow HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n12345");

        Assert.Equal(
            "HTTP/1.1 408 Request Timeout\r\nContent-Length: 16\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n" + Apps.Own
            + "\r\nRequest Timeout\n",
            Wire.Masked(await slow.ReadToEndAsync()));
        _leave.Open();
        await holder.ReadResponseAsync();
        Assert.Equal("", (await served.RequestAsync(Apps.Get)).BodyText);
        await served.StopAsync();
        Assert.Equal(["/hold", "/"], _entered);
        Assert.Equal(LogLevel.Debug, Assert.Single(served.Log.Entries, static entry => entry.EventId.Name == "BadRequest").Level);
        Assert.Empty(served.Complaints);
    }

    /// <summary>Completes when so many requests have had to wait for their turns.</summary>
    private static async Task WaitingAsync(ServedApp served, int count)
    {
        var seen = 0;
        await served.Log.WaitForAsync(entry => entry.EventId.Name == "Waiting" && ++seen == count);
    }

    /// <summary>All that comes, or nothing where the connection is reset.</summary>
    private static async Task<string> AnswerAsync(RawConnection connection)
    {
        try
        {
            return Wire.Masked(await connection.ReadToEndAsync());
        }
        catch (ConnectionEndedException)
        {
            return "";
        }
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var all = new MemoryStream();
        stream.CopyToAsync(all).GetAwaiter().GetResult();
        return all.ToArray();
    }

    private static byte[] ReadAll(PipeReader reader)
    {
        using var all = new MemoryStream();
        reader.CopyToAsync(all).GetAwaiter().GetResult();
        return all.ToArray();
    }

    private Chunks App(EnvironMap environ, StartResponse startResponse)
    {
        var path = (string)environ["PATH_INFO"]!;
        var features = (IFeatureCollection)environ["zibai.features"]!;
        _entered.Enqueue(path);
        if (path == "/hold")
        {
            _holding.Open();
            _leave.Block();
        }

        if (path == "/echo")
        {
            return Apps.Echo(environ, startResponse);
        }

        var body = path switch
        {
            "/leave" => Encoding.ASCII.GetBytes("left"),
            "/stream" => ReadAll(features.Get<IHttpRequestFeature>()!.Body),
            "/pipe" => ReadAll(features.Get<IRequestBodyPipeFeature>()!.Reader),
            _ => ReadAll((Stream)environ["wsgi.input"]!),
        };
        startResponse("200 OK", []);
        return [body];
    }
}
