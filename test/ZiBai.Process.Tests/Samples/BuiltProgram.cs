using System.Runtime.InteropServices;

namespace ZiBai.Process.Tests.Samples;

/// <summary>The samples that are programs.</summary>
internal static class BuiltProgram
{
    /// <summary>Where the runtime is that runs this test; programs find it by this variable wherever it is installed.</summary>
    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>Starts a sample as a user starts it.</summary>
    /// <param name="sample">Its folder below samples.</param>
    /// <param name="args">What a user would type after its name.</param>
    /// <param name="workingDirectory">Default: this process's own.</param>
    /// <param name="keepInput">Whether standard input stays open.</param>
    /// <param name="environment">Added to this process's own.</param>
    public static ChildProcess Start(
        string sample, IEnumerable<string> args, string? workingDirectory = null, bool keepInput = false, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var program = Path.Combine(BuiltApp.FolderOf($"samples/{sample}"), OperatingSystem.IsWindows() ? $"{sample}.exe" : sample);
        return ChildProcess.Start(
            program, args, new Dictionary<string, string?>(environment ?? new Dictionary<string, string?>()) { ["DOTNET_ROOT"] = DotnetRoot }, workingDirectory, keepInput);
    }
}
