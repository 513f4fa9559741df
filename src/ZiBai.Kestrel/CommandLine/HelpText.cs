using System.Globalization;
using System.Text;

namespace ZiBai.CommandLine;

/// <summary>
/// The help text, written from <see cref="OptionTable"/>. System.CommandLine's own help has no groups and breaks lines by the
/// width of the console.
/// </summary>
internal static class HelpText
{
    private const int Width = 100;
    private const int Indent = 34;

    public static string Of(string program, bool appFromProgram)
    {
        var text = new StringBuilder();
        text.AppendLine(Usage(program, appFromProgram)).AppendLine();
        text.AppendLine(appFromProgram
            ? "Serves this program's app on Kestrel."
            : "Serves a C# app written against the WSGI-like contract on Kestrel.");
        foreach (var group in OptionTable.Groups)
        {
            text.AppendLine().Append(group.Title).AppendLine(":");
            if (!appFromProgram && group.Entries.Any(entry => entry.Member == nameof(ZiBaiOptions.Call)))
            {
                AppendEntry(text, OptionTable.App.ValueName!, $"{OptionTable.App.Meaning} Required, for example hello:App.");
            }

            foreach (var entry in group.Entries.Where(entry => !appFromProgram || entry.Member != nameof(ZiBaiOptions.Call)))
            {
                AppendEntry(text, Names(entry), $"{entry.Meaning} [default: {entry.Default}]");
            }
        }

        text.AppendLine().AppendLine("Help:");
        AppendEntry(text, string.Join(", ", ZiBaiCommand.HelpNames), "Show this text.");
        AppendEntry(text, string.Join(", ", ZiBaiCommand.VersionNames), "Show the version.");
        AppendEntry(text, string.Join(", ", ZiBaiCommand.PrintNames), "Show each option's value, and where it comes from.");
        if (!appFromProgram)
        {
            AppendEntry(text, "new NAME", "Write an app to start from, with tests, into the current directory.");
            AppendEntry(text, "completion bash|zsh|fish", "Write a script that has the shell complete this command line.");
        }

        text.AppendLine().AppendLine("Examples:");
        var app = appFromProgram ? "" : " hello:App";
        text.AppendLine(CultureInfo.InvariantCulture, $"  {program}{app}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  {program}{app} --listen 0.0.0.0:8000 unix:/run/hello.sock --max-workers 32");
        text.Append(CultureInfo.InvariantCulture, $"  {program}{app} --url-prefix /shop --graceful-exit-timeout 30 --no-access-log");
        return text.ToString();
    }

    public static string Usage(string program, bool appFromProgram) =>
        appFromProgram ? $"Usage: {program} [options]" : $"Usage: {program} [options] {OptionTable.App.ValueName}";

    private static string Names(OptionEntry entry)
    {
        var names = string.Join(", ", [.. entry.Aliases.Where(IsShort), entry.Name, .. entry.Aliases.Where(alias => !IsShort(alias))]);
        return entry.IsSwitch ? names : $"{names} {entry.ValueName}";
    }

    private static bool IsShort(string name) => name.Length == 2;

    private static void AppendEntry(StringBuilder text, string names, string meaning)
    {
        var line = $"  {names}";
        if (line.Length > Indent - 2)
        {
            text.AppendLine(line);
            line = "";
        }

        line = line.PadRight(Indent);
        var empty = true;
        foreach (var word in Words(meaning))
        {
            if (!empty && line.Length + 1 + word.Length > Width)
            {
                text.AppendLine(line);
                line = new string(' ', Indent);
                empty = true;
            }

            line = empty ? line + word : $"{line} {word}";
            empty = false;
        }

        text.AppendLine(line);
    }

    /// <summary>The words of a text; a default stays in one piece, so that it can be searched for.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var bracket = text.IndexOf("[default: ", StringComparison.Ordinal);
        var prose = bracket < 0 ? text : text[..bracket];
        foreach (var word in prose.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return word;
        }

        if (bracket >= 0)
        {
            yield return text[bracket..];
        }
    }
}
