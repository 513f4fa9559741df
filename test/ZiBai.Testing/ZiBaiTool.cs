using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace ZiBai.Testing;

/// <summary>The built <c>zibai</c>, as a user starts it. For test projects that reference src/ZiBai.Cli.</summary>
public static partial class ZiBaiTool
{
    /// <summary>Starts the tool and waits for nothing: for wrong command lines, or to watch it start.</summary>
    /// <param name="args">What a user would type after <c>zibai</c>.</param>
    /// <param name="environment">Added to this process's own; a null value removes a variable.</param>
    /// <param name="workingDirectory">Default: this process's own.</param>
    public static ChildProcess Start(
        IEnumerable<string> args, IReadOnlyDictionary<string, string?>? environment = null, string? workingDirectory = null)
    {
        // The tool finds the runtime that runs this test, wherever it is installed.
        var runtime = RuntimeEnvironment.GetRuntimeDirectory();
        var whole = new Dictionary<string, string?> { ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..")) };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            whole[name] = value;
        }

        var (fileName, first) = Locate(AppContext.BaseDirectory);
        return ChildProcess.Start(fileName, [.. first, .. args], whole, workingDirectory);
    }

    /// <summary>Starts the tool and returns once it serves.</summary>
    /// <inheritdoc cref="Start"/>
    /// <exception cref="TimeoutException">It exited or did not get ready; the message shows its output.</exception>
    public static async Task<ChildProcess> StartReadyAsync(
        IEnumerable<string> args, IReadOnlyDictionary<string, string?>? environment = null, string? workingDirectory = null)
    {
        var tool = Start(args, environment, workingDirectory);
        try
        {
            await WaitUntilReadyAsync(tool);
            return tool;
        }
        catch
        {
            await tool.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the line <c>... INFO Ready</c> on standard error.</summary>
    /// <param name="tool">What <see cref="Start"/> returned.</param>
    /// <param name="after">A line before which no ready line counts: for restarts.</param>
    public static Task<OutputLine> WaitUntilReadyAsync(ChildProcess tool, OutputLine? after = null) =>
        tool.WaitForLineAsync(ReadyLine().IsMatch, ChildOutput.Stderr, after, Timeouts.ProcessStart);

    /// <summary>
    /// The addresses the tool has said it listens on, real ports for port 0, in the order of its log;
    /// <see cref="RawConnection.ConnectAsync(string, TimeSpan?)"/> takes them as they are.
    /// </summary>
    public static IReadOnlyList<string> ListenAddresses(ChildProcess tool) =>
        [.. tool.Lines.Where(line => line.Stream == ChildOutput.Stderr)
            .Select(line => ListeningLine().Match(line.Text))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value)];

    /// <summary>The program and first arguments that start the tool built into <paramref name="folder"/>.</summary>
    internal static (string FileName, string[] FirstArgs) Locate(string folder)
    {
        var appHost = Path.Combine(folder, OperatingSystem.IsWindows() ? "zibai.exe" : "zibai");
        var assembly = Path.Combine(folder, "zibai.dll");
        return File.Exists(appHost) ? (appHost, [])
            : File.Exists(assembly) ? ("dotnet", ["exec", assembly])
            : throw new FileNotFoundException(
                $"The zibai tool was looked for in {folder}, where neither {Path.GetFileName(appHost)} nor zibai.dll is. "
                + "The test project must reference src/ZiBai.Cli/ZiBai.Cli.csproj.", appHost);
    }

    [GeneratedRegex(@"\bINFO\b.*\bReady$")]
    private static partial Regex ReadyLine();

    [GeneratedRegex(@"\bListening on (\S.*)$")]
    private static partial Regex ListeningLine();
}
