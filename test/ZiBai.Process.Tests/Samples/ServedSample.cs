namespace ZiBai.Process.Tests.Samples;

/// <summary>A sample, served as its comment says, in the repository; only the port is the test's.</summary>
internal sealed class ServedSample : IAsyncDisposable
{
    /// <summary>For what builds a project first. 3 minutes, on a machine that is busy with other tests.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TempFolder _cache;
    private readonly SampleComment _comment;

    private ServedSample(SampleComment comment, TempFolder cache, ChildProcess tool)
    {
        _comment = comment;
        _cache = cache;
        Tool = tool;
    }

    public ChildProcess Tool { get; }

    public string Address => Assert.Single(ZiBaiTool.ListenAddresses(Tool));

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="path">Its file, relative to samples.</param>
    /// <param name="options">More of the command line.</param>
    /// <param name="environment">Added to this process's own.</param>
    public static async Task<ServedSample> StartAsync(string path, string options = "", IReadOnlyDictionary<string, string?>? environment = null)
    {
        var comment = SampleComment.Of(Path.Combine("samples", path));
        var cache = new TempFolder();
        var whole = new Dictionary<string, string?>(environment ?? new Dictionary<string, string?>()) { ["XDG_CACHE_HOME"] = cache.Path };
        var tool = ZiBaiTool.Start(
            [.. comment.Command.Skip(1), "-l", "127.0.0.1:0", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)], whole, BuiltApp.Repository);
        var sample = new ServedSample(comment, cache, tool);
        try
        {
            await tool.WaitForLineAsync(" INFO Ready$", ChildOutput.Stderr, timeout: Patience);
            return sample;
        }
        catch
        {
            await sample.DisposeAsync();
            throw;
        }
    }

    public Task<RawConnection> ConnectAsync() => RawConnection.ConnectAsync(Address);

    /// <summary>One request on a connection of its own.</summary>
    public async Task<RawResponse> RequestAsync(string request)
    {
        await using var client = await ConnectAsync();
        return await client.RequestAsync(request);
    }

    public Task<RawResponse> GetAsync(string target = "/") => RequestAsync($"GET {target} HTTP/1.1\r\nHost: test\r\n\r\n");

    /// <summary>Runs a curl command of the comment.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <returns>The command when it has ended, and what the comment says that it shows.</returns>
    public Task<(ChildProcess Curl, string Shows)> CurlAsync(int index = 0) => _comment.CurlAsync(index, Address);

    public async ValueTask DisposeAsync()
    {
        await Tool.DisposeAsync();
        _cache.Dispose();
    }
}
