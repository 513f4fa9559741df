using System.Diagnostics;
using ZiBai.CommandLine;

namespace ZiBai.Worker;

/// <summary>
/// The arguments that a test factory such as <c>WebApplicationFactory</c> hands to a program's Main: every setting of its host as
/// <c>--key=value</c>, those of <c>ASPNETCORE_</c> variables and of <c>UseSetting</c> included. Those named like an option are the program's
/// own, so that <c>UseSetting("url-prefix", "/shop")</c> does what it says; the others are the host's.
/// </summary>
internal static class HostArguments
{
    /// <summary>Parts the arguments of a program that a test factory runs; all are the program's own where none does.</summary>
    /// <param name="args">All of them.</param>
    /// <param name="own">Those that are the server's.</param>
    /// <returns>Those that are the host's. Empty where no factory runs the program.</returns>
    public static string[] TakeFrom(string[] args, out string[] own)
    {
        if (!Array.Exists(args, static arg => Key(arg).Equals("--applicationName", StringComparison.OrdinalIgnoreCase)) || !IsHostAwaited())
        {
            own = args;
            return [];
        }

        own = [.. args.Where(IsOption).SelectMany(Spell)];
        return [.. args.Where(static arg => !IsOption(arg))];
    }

    /// <summary>
    /// Whether somebody waits for a host to be built in this process. A command line that a person typed never has its words sorted out: what
    /// is no option in it is a mistake to be told of.
    /// </summary>
    private static bool IsHostAwaited()
    {
        // The name that Microsoft.Extensions.Hosting announces its hosts by, and that factories listen for.
        using var probe = new DiagnosticListener("Microsoft.Extensions.Hosting");
        return probe.IsEnabled();
    }

    private static string Key(string arg) => arg.Split('=', 2)[0];

    private static bool IsOption(string arg) => Option(arg) is not null;

    private static OptionEntry? Option(string arg) =>
        OptionTable.Options.FirstOrDefault(entry => entry.Name == Key(arg) || entry.Aliases.Contains(Key(arg)));

    /// <summary>A setting always has a value, and a switch never: <c>true</c> sets it.</summary>
    private static string[] Spell(string arg) => Option(arg) is { IsSwitch: true }
        ? arg[(arg.IndexOf('=', StringComparison.Ordinal) + 1)..].ToUpperInvariant() switch
        {
            "TRUE" => [Key(arg)],
            "FALSE" => [],
            _ => [arg],
        }
        : [arg];
}
