using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace ZiBai.Cli.Sources;

/// <summary>Compiles in a process of its own, so that the one that serves never has the compiler in its memory.</summary>
internal sealed class CompilerProcess : ICompiler
{
    private readonly Func<ProcessStartInfo> _program;
    private readonly Func<ProcessStartInfo, Process> _start;

    /// <param name="program">The program whose <see cref="CompilerChild"/> it is.</param>
    /// <param name="start">Starts a process.</param>
    public CompilerProcess(Func<ProcessStartInfo> program, Func<ProcessStartInfo, Process> start)
    {
        _program = program;
        _start = start;
    }

    public CompileResult Compile(SourceSet sources)
    {
        try
        {
            using var process = _start(Program());
            var errors = process.StandardError.ReadToEndAsync();
            var told = Exchange(process, sources);
            process.WaitForExit();
            return told is not null && process.ExitCode == ExitCode.Success
                ? told
                : throw new CompilerFailedException(
                    $"the compiler's process ended with {process.ExitCode} before it was done. {errors.GetAwaiter().GetResult().Trim()}".TrimEnd());
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

        // It runs once: code that watches how it is used is the slower one here.
        program.Environment["DOTNET_TieredPGO"] = "0";
        return program;
    }

    private static CompileResult? Exchange(Process process, SourceSet sources)
    {
        try
        {
            using (var input = process.StandardInput.BaseStream)
            {
                JsonSerializer.Serialize(input, sources, CompileJson.Default.SourceSet);
            }

            return JsonSerializer.Deserialize(process.StandardOutput.BaseStream, CompileJson.Default.CompileResult);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            // It has ended early; its exit code and its standard error tell why.
            return null;
        }
    }
}
