namespace ZiBai.Conformance.Tests;

/// <summary>PEP 3333, "Input and Error Streams": wsgi.errors, a text stream whose lines the log gets.</summary>
public sealed class ErrorsStreamTests
{
    /// <summary>"Goes to the error logger, whole lines" (contract.md, environ: wsgi.errors), each at once and not with the response.</summary>
    [Theory]
    [Forms]
    public async Task AWholeLineIsLoggedBeforeTheResponseEnds(Door door, AppForm form)
    {
        var logged = new Gate();

        Chunks App(EnvironMap environ, StartResponse startResponse)
        {
            ((TextWriter)environ["wsgi.errors"]!).WriteLine("on its way");
            logged.Block();
            startResponse("204 No Content", []);
            yield break;
        }

        await using var served = await ServedApp.StartAsync(door, App, form);
        var response = served.RequestAsync(Apps.Get);

        await served.Log.WaitForAsync(static entry => entry is { Category: "zibai.error", Message: "on its way" });
        logged.Open();
        Assert.Equal(204, (await response).StatusCode);
    }

    /// <summary>
    /// A line begun is logged by flush(), and "portable programs" that never flush lose nothing (PEP 3333, "Input and Error Streams", notes 4 and 5):
    /// what is left goes out when the app is through, well or badly.
    /// </summary>
    [Theory]
    [Forms(false)]
    [Forms(true)]
    public async Task ALineBegunIsLoggedByAFlushOrAtTheEnd(Door door, AppForm form, bool fails)
    {
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                var errors = (TextWriter)environ["wsgi.errors"]!;
                errors.Write("flushed");
                errors.Flush();
                errors.Flush();
                errors.Write("left over");
                startResponse("204 No Content", []);
                return fails ? throw new InvalidOperationException("failed") : [];
            },
            form);

        await served.RequestAsync(Apps.Get);
        await served.StopAsync();

        Assert.Equal(
            fails ? ["flushed", "left over", "failed"] : ["flushed", "left over"],
            served.Complaints.Select(entry => entry.Exception?.Message ?? entry.Message));
    }

    /// <summary>It is a text stream (PEP 3333, "Input and Error Streams", note 6): any character and any line end will do.</summary>
    [Theory]
    [Doors]
    public async Task AnyTextWillDo(Door door)
    {
        await using var served = await ServedApp.StartAsync(door, static (environ, startResponse) =>
        {
            var errors = (TextWriter)environ["wsgi.errors"]!;
            errors.WriteLine("Z\u00ee B\u00e1i \u4f60\u597d {not a template}");
            errors.Write(1);
            errors.WriteLine();
            errors.WriteLine("{0} and {1}", "one", "two");
            errors.Write("a\r\nb\n\nc\n");
            startResponse("204 No Content", []);
            return [];
        });

        await served.RequestAsync(Apps.Get);
        await served.StopAsync();

        Assert.Equal(
            ["Z\u00ee B\u00e1i \u4f60\u597d {not a template}", "1", "one and two", "a", "b", "", "c"], served.Complaints.Select(entry => entry.Message));
    }

    /// <summary>Lines of requests that are served at once are never mixed up (contract.md, environ: wsgi.errors, "whole lines").</summary>
    [Theory]
    [Forms]
    public async Task LinesOfRequestsServedAtOnceAreNotMixed(Door door, AppForm form)
    {
        const int Requests = 4;
        using var together = new Barrier(Requests);
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                var errors = (TextWriter)environ["wsgi.errors"]!;
                var path = (string)environ["PATH_INFO"]!;
                errors.Write(path);
                Assert.True(together.SignalAndWait(Timeouts.Default));
                errors.WriteLine(path);
                startResponse("204 No Content", []);
                return [];
            },
            form);

        await Task.WhenAll(Enumerable.Range(1, Requests).Select(i => served.RequestAsync($"GET /{i} HTTP/1.1\r\nHost: h\r\n\r\n")));
        await served.StopAsync();

        Assert.Equal(["/1/1", "/2/2", "/3/3", "/4/4"], served.Complaints.Select(entry => entry.Message).Order(StringComparer.Ordinal));
    }
}
