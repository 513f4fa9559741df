using System.Net.Sockets;

namespace ZiBai.Process.Tests;

/// <summary>A running <c>zibai</c> that serves a sample or the probe app.</summary>
internal sealed class Served : IAsyncDisposable
{
    private Served(ChildProcess tool) => Tool = tool;

    public ChildProcess Tool { get; }

    /// <summary>Where it listens, with real ports, in the order of its log.</summary>
    public IReadOnlyList<string> Addresses => ZiBaiTool.ListenAddresses(Tool);

    /// <summary>The one address where it listens.</summary>
    public string Address => Assert.Single(Addresses);

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="app">An import string of a module that <see cref="BuiltApp"/> knows.</param>
    /// <param name="options">More of the command line. Without <c>-l</c>, it listens on a free port of 127.0.0.1.</param>
    /// <param name="environment">Added to this process's own, where SCRIPT_NAME is left out.</param>
    public static async Task<Served> StartAsync(string app, string options = "", IReadOnlyDictionary<string, string?>? environment = null) =>
        new(await ZiBaiTool.StartReadyAsync(Arguments(app, options), WithDefaults(environment)));

    /// <summary>Starts it where it is expected to fail, and waits for its end.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public static async Task<ChildProcess> FailAsync(string app, string options = "", IReadOnlyDictionary<string, string?>? environment = null)
    {
        var tool = ZiBaiTool.Start(Arguments(app, options), WithDefaults(environment));
        await tool.WaitForExitAsync(Timeouts.ProcessStart);
        return tool;
    }

    /// <summary>The command line that <see cref="StartAsync"/> takes.</summary>
    public static string[] Arguments(string app, string options)
    {
        string[] words = [app, "--app-dir", BuiltApp.Folder(app.Split(':')[0]), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        return words.Contains("-l") ? words : [.. words, "-l", "127.0.0.1:0"];
    }

    public Task<RawConnection> ConnectAsync() => RawConnection.ConnectAsync(Address);

    /// <summary>One request on a connection of its own.</summary>
    /// <param name="target">The request's target.</param>
    /// <param name="address">Default: the one address.</param>
    public async Task<RawResponse> GetAsync(string target = "/", string? address = null)
    {
        await using var client = await RawConnection.ConnectAsync(address ?? Address);
        return await client.RequestAsync($"GET {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    }

    /// <summary>Waits until a request for this path is inside the probe app.</summary>
    public Task<OutputLine> WaitUntilEnteredAsync(string path) =>
        Tool.WaitForLineAsync(line => line.EndsWith($"entered {path}", StringComparison.Ordinal), ChildOutput.Stderr);

    /// <summary>Sends a signal and waits until the server has taken note of it.</summary>
    public async Task SignalAsync(ChildSignal signal)
    {
        Tool.Signal(signal);
        await Tool.WaitForLineAsync($"SIG{signal.ToString().ToUpperInvariant()}: ", ChildOutput.Stderr);
    }

    /// <summary>Connects until it is refused: the listener closes soon after the signal, and nothing else tells.</summary>
    public async Task WaitUntilRefusedAsync()
    {
        using var timer = new CancellationTokenSource(Timeouts.Default);
        while (!timer.IsCancellationRequested)
        {
            try
            {
                await using var accepted = await ConnectAsync();
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
            {
                // In the very instant in which the listener closed.
            }
        }

        Assert.Fail($"{Address} still takes connections.");
    }

    /// <summary>Sends a signal and waits for the exit.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> EndAsync(ChildSignal signal = ChildSignal.Term)
    {
        Tool.Signal(signal);
        return Tool.WaitForExitAsync();
    }

    public ValueTask DisposeAsync() => Tool.DisposeAsync();

    private static Dictionary<string, string?> WithDefaults(IReadOnlyDictionary<string, string?>? environment)
    {
        var whole = new Dictionary<string, string?>(environment ?? new Dictionary<string, string?>());
        whole.TryAdd("SCRIPT_NAME", null);
        return whole;
    }
}
