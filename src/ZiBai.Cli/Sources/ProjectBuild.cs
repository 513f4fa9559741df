using System.ComponentModel;
using System.Diagnostics;
using ZiBai.Loading;

namespace ZiBai.Cli.Sources;

/// <summary>Builds a project with the SDK, and asks it what was made.</summary>
internal sealed class ProjectBuild : IDisposable
{
    private readonly Func<ProcessStartInfo, Process> _start;
    private readonly Lock _lock = new();
    private Process? _running;
    private bool _disposed;
    private string _configuration = "Release";

    /// <param name="start">Starts a process.</param>
    public ProjectBuild(Func<ProcessStartInfo, Process> start)
    {
        _start = start;
    }

    /// <summary>Builds it: for release, unless it is for debugging.</summary>
    /// <returns>The path of its assembly.</returns>
    /// <exception cref="AppLoadException">There is no SDK, or the build failed; the message shows what it said.</exception>
    public string Build(ImportString import, string project)
    {
        // Build servers would outlive the build, and keep its output open. A class library's packages are put beside it only when asked for.
        Run(
            import, project,
            "build", project, "-c", _configuration, "-v", "quiet", "-nologo", "-clp:NoSummary;ErrorsOnly", "-nodeReuse:false", "-p:UseSharedCompilation=false",
            "-p:CopyLocalLockFileAssemblies=true");
        var target = Run(import, project, "msbuild", project, "-getProperty:TargetPath", $"-p:Configuration={_configuration}", "-nodeReuse:false");
        return File.Exists(target)
            ? target
            : throw import.Error(
                $"'{import.Text}': {project} was built, and MSBuild does not say to which file (TargetPath is '{target}'). "
                + "Name one target framework in the project, or name the assembly instead of it.");
    }

    /// <summary>From now on code is not optimised: the lines that an exception names are those that threw. A configuration has files of its own.</summary>
    public void ForDebugging() => _configuration = "Debug";

    /// <summary>Ends a build that still runs: nobody waits for it any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _running?.Kill(entireProcessTree: true);
        }
    }

    private string Run(ImportString import, string project, params string[] arguments)
    {
        var program = new ProcessStartInfo("dotnet", arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // Where a global.json of the project's is found.
            WorkingDirectory = Path.GetDirectoryName(project)!,
        };
        program.Environment["DOTNET_NOLOGO"] = "1";
        try
        {
            using var process = Start(program);
            try
            {
                process.StandardInput.Close();
                var errors = process.StandardError.ReadToEndAsync();
                var output = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                return process.ExitCode == ExitCode.Success
                    ? output.Trim()
                    : throw import.Error(
                        $"'{import.Text}' could not be built: 'dotnet {arguments[0]}' of {project} ended with {process.ExitCode}:{Environment.NewLine}"
                        + (output + errors.GetAwaiter().GetResult()).Trim());
            }
            finally
            {
                lock (_lock)
                {
                    _running = null;
                }
            }
        }
        catch (Win32Exception exception)
        {
            throw import.Error(
                $"'{import.Text}' is a project ({project}), and 'dotnet' could not be started to build it: {exception.Message}. "
                + "Install the .NET SDK so that 'dotnet' is in PATH, or build the project elsewhere and name the assembly.");
        }
    }

    private Process Start(ProcessStartInfo program)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _running = _start(program);
        }
    }
}
