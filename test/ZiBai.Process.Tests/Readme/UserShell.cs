using ZiBai.Process.Tests.Packaging;
using ZiBai.Process.Tests.Samples;

namespace ZiBai.Process.Tests.Readme;

/// <summary>A user's bash, in which commands of README.md run.</summary>
internal static class UserShell
{
    /// <summary>Starts bash.</summary>
    /// <param name="commands">Lines, run in turn; it ends with the first that fails.</param>
    /// <param name="folder">Where.</param>
    /// <param name="path">Folders that come first in PATH.</param>
    /// <param name="environment">Added to this process's own.</param>
    public static ChildProcess Start(string commands, string folder, string[] path, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var whole = DotnetCommand.Environment(environment);
        whole["DOTNET_ROOT"] = BuiltProgram.DotnetRoot;
        whole["PATH"] = string.Join(':', [.. path, BuiltProgram.DotnetRoot, Environment.GetEnvironmentVariable("PATH")]);
        return ChildProcess.Start("bash", ["--norc", "-euo", "pipefail", "-c", commands], whole, folder);
    }

    /// <summary>Runs commands that succeed.</summary>
    /// <inheritdoc cref="Start"/>
    /// <returns>Their standard output.</returns>
    public static async Task<string> RunAsync(string commands, string folder, string[] path, IReadOnlyDictionary<string, string?>? environment = null)
    {
        await using var bash = Start(commands, folder, path, environment);
        Assert.True(await bash.WaitForExitAsync(ServedSample.Patience) == 0, bash.ToString());
        return bash.Stdout;
    }
}
