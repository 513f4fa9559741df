using System.Text;

namespace ZiBai.Cli.Completion;

/// <summary>The script for fish: to be sourced, or saved as <c>zibai.fish</c> in its folder of completions.</summary>
internal static class FishScript
{
    private const string Begin = """
        # Completes zibai in fish: zibai completion fish | source
        function __zibai_modules
            for file in *.dll *.cs
                string replace --regex '\.(dll|cs)$' ':' -- $file
            end | sort -u
        end

        complete -c zibai -f -a '(__zibai_modules)'

        """;

    public static string Write()
    {
        var script = new StringBuilder(Begin);
        foreach (var option in CompletedOption.All)
        {
            script.Append("complete -c zibai");
            foreach (var name in option.Names)
            {
                script.Append(name.StartsWith("--", StringComparison.Ordinal) ? $" -l {name[2..]}" : $" -s {Quoted(name[1..])}");
            }

            script.Append(Value(option)).Append(" -d ").Append(Quoted(option.Meaning)).Append('\n');
        }

        return script.Replace("\r\n", "\n").ToString();
    }

    private static string Value(CompletedOption option) => option.Kind switch
    {
        ValueKind.None => "",
        ValueKind.Choice => $" -x -a {Quoted(string.Join(' ', option.Choices))}",
        ValueKind.File => " -r -F",
        ValueKind.Folder => " -x -a '(__fish_complete_directories)'",
        ValueKind.Module => " -x -a '(__zibai_modules)'",
        _ => " -x",
    };

    private static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
