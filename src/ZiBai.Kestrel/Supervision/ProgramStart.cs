using System.Diagnostics;
using System.Reflection;

namespace ZiBai.Supervision;

/// <summary>How this very program is started again.</summary>
internal static class ProgramStart
{
    private const string ToolAssembly = "zibai";

    /// <summary>
    /// A start of this program. One that serves itself gets its own arguments again, since its Main may go by them; the tool gets none, since its options
    /// travel over the channel.
    /// </summary>
    /// <exception cref="PlatformNotSupportedException">The system does not say which program this is.</exception>
    public static ProcessStartInfo OfThisProgram() => Of(
        Environment.ProcessPath ?? throw new PlatformNotSupportedException("The system does not say which program this is, so it cannot start workers."),
        Environment.GetCommandLineArgs(),
        Assembly.GetEntryAssembly()?.GetName().Name == ToolAssembly);

    /// <param name="program">The running executable: the program's own, or <c>dotnet</c>.</param>
    /// <param name="commandLine">The program's assembly or executable, then its arguments.</param>
    /// <param name="isTool">Whether it is the <c>zibai</c> tool.</param>
    internal static ProcessStartInfo Of(string program, string[] commandLine, bool isTool)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(commandLine[0]);
        }

        foreach (var argument in isTool ? [] : commandLine.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
