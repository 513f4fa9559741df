using Microsoft.Extensions.Logging;

namespace ZiBai.Conformance.Tests;

/// <summary>PEP 3333, "Error Handling", and the contract's own answers: what the client and the log get when an app fails.</summary>
/// <remarks>
/// The middleware door passes what the app throws on, and those around it answer and log it: here that is Kestrel, the last of them.
/// </remarks>
public sealed class ErrorTests
{
    private const string Secret = "secret of the app";

    /// <summary>
    /// "An app that throws before headers went out: 500 Internal Server Error with a plain-text body and nothing of the exception in it"
    /// (contract.md, start_response and the body); the connection lives on.
    /// </summary>
    [Theory]
    [Forms(false)]
    [Forms(true)]
    public async Task AnAppThatThrowsBeforeItsHeadersIsA500(Door door, AppForm form, bool started)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                if (started)
                {
                    startResponse("200 " + Secret, [("X-Secret", Secret), ("Content-Length", "3"), ("Server", "mine"), ("Set-Cookie", "a=b")]);
                }

                throw new InvalidOperationException(Secret);
            },
            form);
        await using var connection = await served.ConnectAsync();

        Assert.Equal(Apps.Failed(door), (await connection.RequestAsync(Apps.Get)).Masked());
        Assert.Equal(Apps.Failed(door), (await connection.RequestAsync(Apps.Get)).Masked());
        await served.StopAsync();
        Assert.All(served.Complaints, entry => AssertIsAppFailure(door, entry));
        Assert.Equal(2, served.Complaints.Count);
    }

    /// <summary>
    /// "An app that throws before headers went out: 500" (contract.md, start_response and the body), also within the iteration, before the first
    /// non-empty chunk.
    /// </summary>
    [Theory]
    [Forms]
    public async Task AnAppThatThrowsBeforeItsFirstChunkIsA500(Door door, AppForm form)
    {
        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            startResponse("200 OK", [("X-Secret", Secret)]);
            yield return default;
            throw new InvalidOperationException(Secret);
        }

        await using var served = await ServedApp.StartAsync(door, App, form);

        Assert.Equal(Apps.Failed(door), (await served.RequestAsync(Apps.Get)).Masked());
        AssertIsAppFailure(door, Assert.Single(served.Complaints));
    }

    /// <summary>"HEAD ... send no body bytes" (contract.md, start_response and the body): it gets the headers of that 500 alone.</summary>
    [Theory]
    [Forms]
    public async Task AFailedHeadHasNoBody(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(door, (_, _) => throw new InvalidOperationException(Secret), form);

        Assert.Equal(
            door == Door.Direct
                ? "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 22\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    + Apps.Own + "\r\n"
                : "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\nDate: *\r\nServer: Kestrel\r\n\r\n",
            await served.ReadToEndAsync("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
    }

    /// <summary>
    /// "After: the connection is broken off, never closed as if complete. Both are logged with the stack trace" (contract.md, start_response and
    /// the body).
    /// </summary>
    [Theory]
    [Forms("HTTP/1.1\r\nHost: h", "")]
    [Forms("HTTP/1.1\r\nHost: h", "100")]
    [Forms("HTTP/1.0", "")]
    public async Task AnAppThatThrowsAfterItsHeadersIsBrokenOff(Door door, AppForm form, string protocol, string length)
    {
        var received = new Gate();

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            startResponse("200 OK", length.Length == 0 ? [] : [("Content-Length", length)]);
            yield return Wire.Bytes("the first chunk");
            received.Block();
            throw new InvalidOperationException(Secret);
        }

        await using var served = await ServedApp.StartAsync(door, App, form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync($"GET / {protocol}\r\n\r\n");
        await connection.ReadUntilAsync("the first chunk");
        received.Open();

        var broken = await Assert.ThrowsAsync<ConnectionEndedException>(connection.ReadToEndAsync);
        Assert.Equal(ConnectionEnd.Reset, broken.End);
        Assert.DoesNotContain(Secret, broken.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0\r\n\r\n", broken.Message.Replace("\\r\n", "\r\n", StringComparison.Ordinal), StringComparison.Ordinal);
        await served.StopAsync();
        AssertIsAppFailure(door, Assert.Single(served.Complaints));
    }

    /// <summary>"An app that never called startResponse, or returned null: the same 500" (contract.md, start_response and the body).</summary>
    [Theory]
    [Doors(AppForm.Sync, true)]
    [Doors(AppForm.Sync, false)]
    [Doors(AppForm.NoGevent, true)]
    public async Task AnAppThatReturnsNullIsA500(Door door, AppForm form, bool starts)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            (_, startResponse) =>
            {
                if (starts)
                {
                    startResponse("200 OK", []);
                }

                return null!;
            },
            form);

        Assert.Equal(Apps.Failed(door), (await served.RequestAsync(Apps.Get)).Masked());
        Assert.Contains("returned null", Assert.Single(served.Complaints).Exception!.Message, StringComparison.Ordinal);
    }

    /// <summary>"Or returned null: the same 500" (contract.md, start_response and the body), also in the asynchronous form.</summary>
    [Theory]
    [Doors]
    public async Task AnAsynchronousAppThatReturnsNullIsA500(Door door)
    {
        await using var served = await ServedApp.StartAsync(door, (AsyncWsgiApp)((_, _) => null!));

        Assert.Equal(Apps.Failed(door), (await served.RequestAsync(Apps.Get)).Masked());
        Assert.Contains("returned null", Assert.Single(served.Complaints).Exception!.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// "An app that never called startResponse ...: the same 500" (contract.md, start_response and the body), and a log record that says what to
    /// do.
    /// </summary>
    [Theory]
    [Forms(0)]
    [Forms(1)]
    [Forms(2)]
    public async Task AnAppThatNeverStartsItsResponseIsA500(Door door, AppForm form, int chunks)
    {
        await using var served = await ServedApp.StartAsync(
            door, (_, _) => Enumerable.Repeat(Wire.Bytes("lost"), chunks).ToArray(), form);

        Assert.Equal(Apps.Failed(door), (await served.RequestAsync(Apps.Get)).Masked());
        Assert.Contains("without calling start_response", Assert.Single(served.Complaints).Exception!.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// "A bad status or header makes startResponse throw" (contract.md, start_response and the body): what the app lets escape is a failure like
    /// any other.
    /// </summary>
    [Theory]
    [Forms]
    public async Task ARefusedStatusThatEscapesIsA500(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            (_, startResponse) =>
            {
                startResponse("OK", []);
                return [];
            },
            form);

        Assert.Equal(Apps.Failed(door), (await served.RequestAsync(Apps.Get)).Masked());
        Assert.IsAssignableFrom<ArgumentException>(Assert.Single(served.Complaints).Exception);
    }

    /// <summary>
    /// "An app that throws before headers went out: 500" (contract.md, start_response and the body): its own cancellation and I/O errors are its
    /// failure while its client is there.
    /// </summary>
    [Theory]
    [Forms]
    public async Task AnAppsOwnCancellationIsItsFailure(Door door, AppForm form)
    {
        await using var served = await ServedApp.StartAsync(
            door, (_, _) => throw new OperationCanceledException("of its own", new IOException("disk")), form);

        Assert.Equal(Apps.Failed(door), (await served.RequestAsync(Apps.Get)).Masked());
        Assert.IsType<OperationCanceledException>(Assert.Single(served.Complaints).Exception);
    }

    /// <summary>What is not HTTP gets a 400 (RFC 9112 section 3) from the server; the app never sees it, and it is no error of ours.</summary>
    [Theory]
    [Doors("GET / HTTP/1.1\r\n\r\n")]
    [Doors("GET\r\n\r\n")]
    [Doors("GET / HTTP/1.1\r\nHost: h\r\nbad header\r\n\r\n")]
    [Doors("GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n")]
    [Doors("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n")]
    [Doors("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")]
    [Doors("GET /\u00e9 HTTP/1.1\r\nHost: h\r\n\r\n")]
    [Doors("GET /%00 HTTP/1.1\r\nHost: h\r\n\r\n")]
    public async Task ARequestThatIsNotHttpIsTheClientsFault(Door door, string request)
    {
        var called = false;
        await using var served = await ServedApp.StartAsync(door, (_, startResponse) =>
        {
            called = true;
            startResponse("200 OK", []);
            return [];
        });

        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", await served.ReadToEndAsync(request), StringComparison.Ordinal);
        Assert.False(called);
        Assert.Empty(served.Complaints);
    }

    private static void AssertIsAppFailure(Door door, LogEntry entry)
    {
        var category = door == Door.Direct ? "zibai.error" : "Microsoft.AspNetCore.Server.Kestrel";
        Assert.Equal((category, LogLevel.Error), (entry.Category, entry.Level));
        Assert.Equal(Secret, entry.Exception!.Message);
        Assert.NotNull(entry.Exception.StackTrace);
    }
}
