using System.Diagnostics;
using System.Text.Json;

namespace ZiBai.Cli.Sources;

/// <summary>A process that is a <see cref="CompilerChild"/>, seen from the one that has started it.</summary>
internal sealed class RunningCompiler
{
    /// <summary>How long one that gave no sound answer may take to end.</summary>
    private static readonly TimeSpan _endMayTake = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Task<string> _errors;

    /// <param name="process">The process, its streams redirected. It becomes this one's.</param>
    public RunningCompiler(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Whether it can be asked.</summary>
    public bool Runs => !_process.HasExited;

    /// <summary>Its resident memory in bytes. 0 if it has ended.</summary>
    public long Memory
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.WorkingSet64;
            }
            catch (InvalidOperationException)
            {
                return 0;
            }
        }
    }

    /// <summary>Has it compile.</summary>
    /// <exception cref="CompilerFailedException">It ended, or answered something else. It is of no use any more.</exception>
    public CompileResult Compile(SourceSet sources) =>
        Exchange(sources)
        ?? throw new CompilerFailedException(
            $"the compiler's process ended with {ExitCodeOf()} before it was done. {_errors.GetAwaiter().GetResult().Trim()}".TrimEnd());

    /// <summary>Has it end: it does when its input has.</summary>
    public void End()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It was there before us.
        }
    }

    /// <summary>Ends it at once, whatever it does.</summary>
    public void Kill() => _process.Kill();

    private CompileResult? Exchange(SourceSet sources)
    {
        try
        {
            CompileFrame.Write(_process.StandardInput.BaseStream, sources, CompileJson.Default.SourceSet);
            return CompileFrame.Read(_process.StandardOutput.BaseStream, CompileJson.Default.CompileResult);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            // It has ended early; its exit code and its standard error tell why.
            return null;
        }
    }

    private int ExitCodeOf()
    {
        End();
        if (!_process.WaitForExit(_endMayTake))
        {
            _process.Kill();
            _process.WaitForExit();
        }

        return _process.ExitCode;
    }
}
