using System.Text.RegularExpressions;
using ZiBai.Process.Tests.Samples;

namespace ZiBai.Process.Tests.Stopping;

/// <summary>A <c>zibai</c> whose standard output or error a shell has put elsewhere.</summary>
internal static partial class Redirected
{
    private static readonly Dictionary<string, string?> _environment = new() { ["DOTNET_ROOT"] = BuiltProgram.DotnetRoot, ["SCRIPT_NAME"] = null };

    /// <summary>The tool's program, as a shell finds it.</summary>
    public static string Tool { get; } = Path.Combine(AppContext.BaseDirectory, "zibai");

    /// <param name="redirections">As the shell takes them. The process is the tool's own.</param>
    /// <param name="app">An import string of a module that <see cref="BuiltApp"/> knows.</param>
    /// <param name="options">More of the command line.</param>
    public static ChildProcess Start(string redirections, string app, string options) =>
        Shell($"exec \"$0\" \"$@\" {redirections}", Served.Arguments(app, options));

    /// <param name="command">The tool is <c>$0</c>, its command line <c>$@</c>.</param>
    /// <param name="arguments">The command line.</param>
    public static ChildProcess Shell(string command, params string[] arguments) => ChildProcess.Start("sh", ["-c", command, Tool, .. arguments], _environment);

    /// <returns>The path of a new named pipe.</returns>
    public static async Task<string> MakePipeAsync(TempFolder folder, string name)
    {
        var pipe = folder.File(name);
        await using var run = ChildProcess.Start("mkfifo", [pipe]);
        Assert.Equal(0, await run.WaitForExitAsync());
        return pipe;
    }

    /// <summary>The reader's end. Waits for who writes.</summary>
    public static Task<StreamReader> OpenAsync(string pipe) => Task.Run(() => new StreamReader(pipe)).WaitAsync(Timeouts.Default);

    /// <summary>Whole pages, until no more fits: then not even one byte does.</summary>
    public static async Task FillAsync(string pipe)
    {
        await using var filler = ChildProcess.Start("dd", ["if=/dev/zero", $"of={pipe}", "bs=4096", "oflag=nonblock"], new Dictionary<string, string?> { ["LC_ALL"] = "C" });
        await filler.WaitForExitAsync();
        Assert.Contains("Resource temporarily unavailable", filler.Stderr, StringComparison.Ordinal);
    }

    /// <summary>Where it listens, as its log tells.</summary>
    public static async Task<string> ReadUntilReadyAsync(TextReader log)
    {
        string? address = null;
        while (await log.ReadLineAsync() is { } line && !line.EndsWith(" Ready", StringComparison.Ordinal))
        {
            address = ListeningLine().Match(line) is { Success: true } match ? match.Groups[1].Value : address;
        }

        return Assert.IsType<string>(address);
    }

    /// <summary>One request on a connection of its own.</summary>
    public static async Task RequestAsync(string address)
    {
        await using var client = await RawConnection.ConnectAsync(address);
        Assert.Equal(200, (await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")).StatusCode);
    }

    [GeneratedRegex(" Listening on (.+)$")]
    private static partial Regex ListeningLine();
}
