using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ZiBai.Testing;

/// <summary>A program that a test starts, with all it writes; disposing ends it and what it started, and nothing else.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _commandLine;
    private readonly Recorder<OutputLine> _lines = new();
    private readonly Task _outputEnded;
    private int? _exitCode;

    private ChildProcess(Process process, string commandLine)
    {
        _process = process;
        _commandLine = commandLine;
        Id = process.Id;
        _outputEnded = PumpBothAsync();
    }

    public int Id { get; }

    public bool HasExited => _exitCode is not null || _process.HasExited;

    /// <summary>128 + number when a signal ended it.</summary>
    /// <exception cref="InvalidOperationException">It still runs.</exception>
    public int ExitCode => _exitCode ?? _process.ExitCode;

    /// <summary>What was written until now, in order of arrival.</summary>
    public IReadOnlyList<OutputLine> Lines => _lines.Items;

    public string Stdout => TextOf(ChildOutput.Stdout);

    public string Stderr => TextOf(ChildOutput.Stderr);

    /// <param name="fileName">A path, or a name to be found in PATH.</param>
    /// <param name="args">Passed as they are; no shell has a hand in it.</param>
    /// <param name="environment">Added to this process's own; a null value removes a variable.</param>
    /// <param name="workingDirectory">Default: this process's own.</param>
    /// <param name="keepInput">Whether its standard input stays open, for <see cref="WriteLineAsync"/>. Default: it is at its end.</param>
    public static ChildProcess Start(
        string fileName,
        IEnumerable<string>? args = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null,
        bool keepInput = false)
    {
        var start = new ProcessStartInfo(fileName, args ?? [])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        if (!keepInput)
        {
            process.StandardInput.Close();
        }

        return new ChildProcess(process, string.Join(' ', [fileName, .. start.ArgumentList]));
    }

    /// <summary>The first line that matches, written already or still to come.</summary>
    /// <param name="predicate">What is waited for.</param>
    /// <param name="stream">Default: either.</param>
    /// <param name="after">Lines up to and including this one do not count: for what is written again and again.</param>
    /// <param name="timeout">Default: <see cref="Timeouts.Default"/>.</param>
    /// <exception cref="TimeoutException">It did not come in time, or the output ended; the message shows all of it.</exception>
    public Task<OutputLine> WaitForLineAsync(
        Func<string, bool> predicate, ChildOutput? stream = null, OutputLine? after = null, TimeSpan? timeout = null) =>
        WaitForLineAsync("matching line", predicate, stream, after, timeout);

    /// <inheritdoc cref="WaitForLineAsync(Func{string, bool}, ChildOutput?, OutputLine?, TimeSpan?)"/>
    /// <param name="pattern">A regular expression.</param>
    /// <param name="stream">Default: either.</param>
    /// <param name="after">Lines up to and including this one do not count.</param>
    /// <param name="timeout">Default: <see cref="Timeouts.Default"/>.</param>
    public Task<OutputLine> WaitForLineAsync(
        [System.Diagnostics.CodeAnalysis.StringSyntax(System.Diagnostics.CodeAnalysis.StringSyntaxAttribute.Regex)] string pattern,
        ChildOutput? stream = null,
        OutputLine? after = null,
        TimeSpan? timeout = null) =>
        WaitForLineAsync($"line like '{pattern}'", text => Regex.IsMatch(text, pattern), stream, after, timeout);

    /// <summary>The exit code (128 + number when a signal ended it), after all output was read.</summary>
    /// <param name="timeout">Default: <see cref="Timeouts.Default"/>.</param>
    /// <param name="withOutput">False: do not wait for the end of the output, which outlives the child where a grandchild holds it open.</param>
    /// <exception cref="TimeoutException">It still ran, or its output was still open; the message shows the output.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan? timeout = null, bool withOutput = true)
    {
        var patience = timeout ?? Timeouts.Default;
        using var timer = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(timer.Token);
            if (withOutput)
            {
                await _outputEnded.WaitAsync(timer.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw Failure(HasExited
                ? $"exited with {ExitCode}, but something it started still held its output open after {patience.TotalSeconds:0.#} s"
                : $"did not exit within {patience.TotalSeconds:0.#} s");
        }

        return ExitCode;
    }

    /// <summary>Types a line, as a user would.</summary>
    public async Task WriteLineAsync(string text)
    {
        await _process.StandardInput.WriteLineAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Sends a signal to this process alone, not to what it started.</summary>
    /// <exception cref="InvalidOperationException">It has already exited, so its id may be another's by now.</exception>
    public void Signal(ChildSignal signal)
    {
        if (HasExited)
        {
            throw new InvalidOperationException($"{signal} cannot be sent: '{_commandLine}' has exited with {ExitCode}.\n{Output()}");
        }

        SystemProcess.Signal(Id, signal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_exitCode is not null)
        {
            return;
        }

        if (!HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _exitCode = _process.ExitCode;
        _process.Dispose();
    }

    public override string ToString() => $"'{_commandLine}'\n{Output()}";

    private Task<OutputLine> WaitForLineAsync(
        string what, Func<string, bool> predicate, ChildOutput? stream, OutputLine? after, TimeSpan? timeout) => _lines.WaitForAsync(
            after?.Index + 1 ?? 0,
            line => (stream is null || line.Stream == stream) && predicate(line.Text),
            timeout ?? Timeouts.Default,
            why => Failure($"wrote no {what} {why}"));

    private async Task PumpBothAsync()
    {
        await Task.WhenAll(PumpAsync(_process.StandardOutput, ChildOutput.Stdout), PumpAsync(_process.StandardError, ChildOutput.Stderr));
        _lines.Complete();
    }

    private async Task PumpAsync(StreamReader reader, ChildOutput stream)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } text)
            {
                _lines.Add(index => new OutputLine(index, stream, text));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The test disposed of the child while something it started still held the output open.
        }
    }

    private TimeoutException Failure(string what) => new(
        $"'{_commandLine}' (pid {Id}, {(HasExited ? $"exited with {ExitCode}" : "running")}) {what}.\n{Output()}");

    private string Output() =>
        "Its output:\n" + string.Join('\n', Lines.Select(line => $"  {(line.Stream == ChildOutput.Stdout ? "out" : "err")}: {line.Text}"));

    private string TextOf(ChildOutput stream) => string.Join('\n', Lines.Where(line => line.Stream == stream).Select(line => line.Text));
}
