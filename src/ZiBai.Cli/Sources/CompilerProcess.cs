using System.ComponentModel;
using System.Diagnostics;

namespace ZiBai.Cli.Sources;

/// <summary>
/// Compiles in a process of its own, so that the one that serves never has the compiler in its memory. The process ends after a compile, unless the next one
/// is to be quick: one that has compiled before is ten times as fast.
/// </summary>
internal sealed class CompilerProcess : ICompiler
{
    /// <summary>
    /// Resident memory, in bytes, from which on a process does not stay. The compiler should not grow, and is not ours: were it to grow all the same, a fresh
    /// start now and then costs a second. An app takes about 150 MB.
    /// </summary>
    public const long Largest = 512L << 20;

    private readonly Func<ProcessStartInfo> _program;
    private readonly Func<ProcessStartInfo, Process> _start;
    private readonly long _largest;
    private readonly Lock _compiling = new();
    private readonly Lock _lock = new();
    private RunningCompiler? _running;
    private bool _isCompiling;
    private bool _stays;
    private bool _disposed;

    /// <param name="program">The program whose <see cref="CompilerChild"/> it is.</param>
    /// <param name="start">Starts a process.</param>
    /// <param name="largest">Resident memory, in bytes, from which on a process does not stay.</param>
    public CompilerProcess(Func<ProcessStartInfo> program, Func<ProcessStartInfo, Process> start, long largest = Largest)
    {
        _program = program;
        _start = start;
        _largest = largest;
    }

    public bool IsWarm
    {
        get
        {
            lock (_lock)
            {
                return _running is { Runs: true };
            }
        }
    }

    public void Stay()
    {
        lock (_lock)
        {
            _stays = true;
        }
    }

    public CompileResult Compile(SourceSet sources)
    {
        lock (_compiling)
        {
            var compiler = TakeOrStart();
            var isGood = false;
            try
            {
                var result = compiler.Compile(sources);
                isGood = compiler.Memory < _largest;
                return result;
            }
            finally
            {
                lock (_lock)
                {
                    _isCompiling = false;
                    if (!isGood || !_stays)
                    {
                        _running = null;
                        compiler.End();
                    }
                }
            }
        }
    }

    /// <summary>Of use where a compile takes for ever: what is wrong with the sources may be mended long before.</summary>
    public void GiveUp()
    {
        lock (_lock)
        {
            if (_isCompiling)
            {
                _running?.Kill();
            }
        }
    }

    /// <summary>Ends the process, also while it compiles: nobody waits for it any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _running?.Kill();
        }
    }

    private RunningCompiler TakeOrStart()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);

            // One that somebody has ended meanwhile is nobody's loss.
            if (_running is not { Runs: true })
            {
                _running = Start();
            }

            _isCompiling = true;
            return _running;
        }
    }

    private RunningCompiler Start()
    {
        try
        {
            return new RunningCompiler(_start(Program()));
        }
        catch (Win32Exception exception)
        {
            throw new CompilerFailedException($"the compiler's process could not be started: {exception.Message}", exception);
        }
    }

    private ProcessStartInfo Program()
    {
        var program = _program();
        program.RedirectStandardInput = true;
        program.RedirectStandardOutput = true;
        program.RedirectStandardError = true;
        program.Environment[CompilerChild.Variable] = "1";

        // It runs once, or a few times: code that watches how it is used is the slower one here.
        program.Environment["DOTNET_TieredPGO"] = "0";
        return program;
    }
}
