using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ZiBai.Process.Tests.Supervision;

/// <summary>A running <c>zibai</c> with worker processes, as its log tells of them. Disposing ends the workers too, whatever became of their supervisor.</summary>
internal sealed partial class Supervised : IAsyncDisposable
{
    private readonly string? _programName;

    private Supervised(ChildProcess tool)
    {
        Tool = tool;
        _programName = NameOf(tool.Id);
    }

    public ChildProcess Tool { get; }

    public int Pid => Tool.Id;

    /// <summary>The one address where it listens.</summary>
    public string Address => Assert.Single(ZiBaiTool.ListenAddresses(Tool));

    /// <summary>The last line so far: what a signal brings comes after it.</summary>
    public OutputLine Mark => Tool.Lines[^1];

    /// <summary>The workers that are ready and have not ended, in the order in which they became ready.</summary>
    public IReadOnlyList<int> Serving => [.. PidsIn(ServesLine()).Except(PidsIn(EndLine()))];

    /// <summary>The workers that were started and still run, whatever the log says of them.</summary>
    public IReadOnlyList<int> Running => [.. PidsIn(StartedLine()).Where(pid => _programName is not null && NameOf(pid) == _programName)];

    /// <summary>Starts it and waits until all workers are ready.</summary>
    /// <inheritdoc cref="Start"/>
    public static async Task<Supervised> StartAsync(
        string app, string options = "-p 2", IReadOnlyDictionary<string, string?>? environment = null, string? appDir = null)
    {
        var server = Start(app, options, environment, appDir);
        try
        {
            await ZiBaiTool.WaitUntilReadyAsync(server.Tool);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it and waits for nothing.</summary>
    /// <param name="app">An import string of a module that <see cref="BuiltApp"/> knows.</param>
    /// <param name="options">More of the command line. Without <c>-l</c>, it listens on a free port of 127.0.0.1.</param>
    /// <param name="environment">Added to this process's own.</param>
    /// <param name="appDir">Default: where the module was built.</param>
    public static Supervised Start(
        string app, string options = "-p 2", IReadOnlyDictionary<string, string?>? environment = null, string? appDir = null)
    {
        var built = BuiltApp.Folder(app.Split(':')[0]);
        return new Supervised(ZiBaiTool.Start(Served.Arguments(app, options).Select(word => word == built ? appDir ?? built : word), environment));
    }

    /// <summary>Takes a program that serves itself.</summary>
    public static async Task<Supervised> OfAsync(ChildProcess program)
    {
        await ZiBaiTool.WaitUntilReadyAsync(program);
        return new Supervised(program);
    }

    /// <summary>A line that comes after another; by default, after all there are.</summary>
    public Task<OutputLine> LineAsync([StringSyntax(StringSyntaxAttribute.Regex)] string pattern, OutputLine? after = null) =>
        Tool.WaitForLineAsync(pattern, ChildOutput.Stderr, after, Timeouts.ProcessStart);

    /// <summary>Sends the supervisor a signal, and waits for what it says to it.</summary>
    /// <returns>The line.</returns>
    public async Task<OutputLine> SignalAsync(ChildSignal signal, [StringSyntax(StringSyntaxAttribute.Regex)] string answer)
    {
        var mark = Mark;
        Tool.Signal(signal);
        return await LineAsync(answer, mark);
    }

    /// <summary>A whole rolling restart.</summary>
    public Task RollAsync() => SignalAsync(ChildSignal.Hup, "All workers replaced, [0-9]+ in ");

    /// <summary>Waits for a worker that becomes ready after a line.</summary>
    /// <returns>Its process id.</returns>
    public async Task<int> NextServingAsync(OutputLine after) => PidIn(await LineAsync(ServesPattern, after));

    public async Task<RawResponse> GetAsync(string target = "/")
    {
        await using var client = await RawConnection.ConnectAsync(Address);
        return await client.RequestAsync($"GET {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    }

    /// <summary>Sends a signal and waits for the exit.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> EndAsync(ChildSignal signal = ChildSignal.Term)
    {
        Tool.Signal(signal);
        return Tool.WaitForExitAsync(Timeouts.ProcessStart);
    }

    /// <summary>The process id that a line tells.</summary>
    public static int PidIn(OutputLine line) => int.Parse(PidInLine().Match(line.Text).Groups[1].Value, CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await Tool.DisposeAsync();
        foreach (var orphan in Running)
        {
            SystemProcess.Signal(orphan, ChildSignal.Kill);
        }
    }

    public override string ToString() => Tool.ToString();

    private IEnumerable<int> PidsIn(Regex line) =>
        Tool.Lines.Select(each => line.Match(each.Text)).Where(static match => match.Success)
            .Select(static match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    private static string? NameOf(int pid)
    {
        try
        {
            return SystemProcess.Runs(pid) ? SystemProcess.CommandLine(pid).Split('\0')[0] : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private const string ServesPattern = @" Worker [0-9]+ \(pid ([0-9]+)\) serves, ";

    [GeneratedRegex(ServesPattern)]
    private static partial Regex ServesLine();

    [GeneratedRegex(@" Worker [0-9]+ \(pid ([0-9]+)\) started$")]
    private static partial Regex StartedLine();

    [GeneratedRegex(@" Worker [0-9]+ \(pid ([0-9]+)\) (?:has left|died)")]
    private static partial Regex EndLine();

    [GeneratedRegex(@"\(pid ([0-9]+)\)")]
    private static partial Regex PidInLine();
}
