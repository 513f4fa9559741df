using System.Globalization;
using ZiBai.Process.Tests.Packaging;

namespace ZiBai.Process.Tests.Samples;

public sealed class GuestBookTests : IDisposable
{
    private const int Clients = 4;

    private readonly TempFolder _folder = new();

    // As for one who has the SDK, and whose entries are to lie here.
    private readonly Dictionary<string, string?> _environment;

    public GuestBookTests()
    {
        _environment = DotnetCommand.Environment(new Dictionary<string, string?>
        {
            ["GUESTBOOK_DB"] = _folder.File("guestbook.db"),
            ["PATH"] = $"{BuiltProgram.DotnetRoot}:{Environment.GetEnvironmentVariable("PATH")}",
        });
    }

    public void Dispose() => _folder.Dispose();

    [ProgramFact("curl")]
    public async Task WhatIsPostedIsOnThePage()
    {
        await using var sample = await StartAsync();

        var (posting, redirect) = await sample.CurlAsync(0);
        Assert.StartsWith(redirect, posting.Stdout, StringComparison.Ordinal);
        Assert.Contains("\nLocation: /", posting.Stdout, StringComparison.Ordinal);

        var (getting, shows) = await sample.CurlAsync(1);
        Assert.Contains(shows.Split("and ")[1], getting.Stdout, StringComparison.Ordinal);
        Assert.Contains("<form ", getting.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryWorkersEntriesAreKeptAndOutliveARestart()
    {
        await using var sample = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var number = 0; number < 20; number++)
            {
                Assert.Equal(303, (await PostAsync(sample, Text(client, number))).StatusCode);
            }
        }));

        await RestartAsync(sample);

        var page = (await sample.GetAsync()).BodyText;
        var missing = Enumerable.Range(0, Clients).SelectMany(static client => Enumerable.Range(0, 20).Select(number => Text(client, number)))
            .Where(text => !page.Contains($"<dd>{text}</dd>", StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    [Fact]
    public async Task NoEntryIsLostWhileWorkersAreReplaced()
    {
        await using var sample = await StartAsync();
        using var stop = new CancellationTokenSource();
        var posted = 0;
        var posting = Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            for (var number = 0; !stop.IsCancellationRequested; number++)
            {
                Assert.Equal(303, (await PostAsync(sample, Text(client, number))).StatusCode);

                // The others have written fewer than a page's entries since.
                Assert.Contains($"<dd>{Text(client, number)}</dd>", (await sample.GetAsync()).BodyText, StringComparison.Ordinal);
                Interlocked.Increment(ref posted);
            }
        })).ToArray();

        try
        {
            await RestartAsync(sample);
        }
        finally
        {
            await stop.CancelAsync();
        }

        await Task.WhenAll(posting).WaitAsync(Timeouts.ProcessStart);
        Assert.True(posted > 0, "No entry was posted meanwhile.");
    }

    /// <summary>SQLite itself is native: it lies below the assembly, in a folder for each platform.</summary>
    [Fact]
    public async Task TheBuiltAssemblyIsServedToo()
    {
        await using var tool = await ZiBaiTool.StartReadyAsync(
            ["GuestBook:App", "--app-dir", BuiltApp.FolderOf("samples/GuestBook"), "-l", "127.0.0.1:0"], _environment);
        await using var client = await RawConnection.ConnectAsync(ZiBaiTool.ListenAddresses(tool)[0]);

        Assert.Equal(303, (await client.RequestAsync(Request("built"))).StatusCode);
        Assert.Contains("<dd>built</dd>", (await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n")).BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWorkerThatCannotOpenItsFileDoesNotStart()
    {
        _environment["GUESTBOOK_DB"] = _folder.File("no/such/folder.db");
        await using var tool = ZiBaiTool.Start(["GuestBook:App", "--app-dir", BuiltApp.FolderOf("samples/GuestBook"), "-l", "127.0.0.1:0"], _environment);

        Assert.Equal(ExitCode.CannotLoad, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Contains("unable to open database file", tool.Stderr, StringComparison.Ordinal);
    }

    private Task<ServedSample> StartAsync() => ServedSample.StartAsync("GuestBook/Site.cs", environment: _environment);

    private static async Task RestartAsync(ServedSample sample)
    {
        sample.Tool.Signal(ChildSignal.Hup);
        await sample.Tool.WaitForLineAsync("All workers replaced, 2 in ", ChildOutput.Stderr, timeout: ServedSample.Patience);
    }

    private static string Text(int client, int number) => string.Create(CultureInfo.InvariantCulture, $"text-{client}-{number}-");

    private static Task<RawResponse> PostAsync(ServedSample sample, string text) => sample.RequestAsync(Request(text));

    private static string Request(string text) =>
        $"POST / HTTP/1.1\r\nHost: test\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {"name=Ada&text=".Length + text.Length}\r\n\r\n"
        + $"name=Ada&text={text}";
}
