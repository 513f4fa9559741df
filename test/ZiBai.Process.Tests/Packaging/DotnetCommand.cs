using ZiBai.Process.Tests.Samples;

namespace ZiBai.Process.Tests.Packaging;

/// <summary>Runs the SDK's commands as a user does, apart from the test run that this is part of.</summary>
internal static class DotnetCommand
{
    /// <summary>For one command that builds. 3 minutes, on a machine that is busy with other tests.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    /// <summary>What the running SDK sets for its own children; another build must not take it over.</summary>
    private static readonly string[] _inherited =
        ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILD_EXE_PATH", "DOTNET_HOST_PATH"];

    /// <summary>Runs a command and expects it to succeed.</summary>
    /// <param name="args">What comes after <c>dotnet</c>.</param>
    /// <param name="environment">Added to this process's own.</param>
    /// <param name="folder">Where to run it; the repository if null.</param>
    /// <returns>Its standard output.</returns>
    public static async Task<string> RunAsync(string[] args, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        await using var command = await EndedAsync(args, environment, folder);
        Assert.True(command.ExitCode == 0, command.ToString());
        return command.Stdout;
    }

    /// <summary>Runs a command to its end, whatever that is.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static async Task<ChildProcess> EndedAsync(string[] args, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        var command = Start(args, environment, folder);
        try
        {
            await command.WaitForExitAsync(_patience);
            return command;
        }
        catch
        {
            await command.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a command.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static ChildProcess Start(string[] args, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        var host = Path.Combine(BuiltProgram.DotnetRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return ChildProcess.Start(host, args, Environment(environment), folder ?? BuiltApp.Repository);
    }

    /// <summary>What such a command is to find in its environment, and what not.</summary>
    public static Dictionary<string, string?> Environment(IReadOnlyDictionary<string, string?>? more = null)
    {
        var whole = _inherited.ToDictionary(name => name, _ => (string?)null);
        whole["DOTNET_NOLOGO"] = "1";
        whole["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";

        // Build nodes and compilers that outlive the command would keep its output open.
        whole["MSBUILDDISABLENODEREUSE"] = "1";
        whole["UseSharedCompilation"] = "false";
        foreach (var (name, value) in more ?? new Dictionary<string, string?>())
        {
            whole[name] = value;
        }

        return whole;
    }
}
