using System.Text;

namespace ZiBai.Cli.Completion;

/// <summary>The script for zsh: to be sourced, or saved as <c>_zibai</c> in a folder of <c>fpath</c>.</summary>
internal static class ZshScript
{
    private const string Begin = """
        #compdef zibai
        # Completes zibai in zsh: source <(zibai completion zsh)
        _zibai_modules() {
            local -a modules
            modules=(*.dll(N:r) *.cs(N:r))
            compadd -S : -- ${(u)modules}
        }

        _zibai() {
            _arguments \

        """;

    private const string Rest = """
                '*:app:_zibai_modules'
        }

        if [[ $funcstack[1] == _zibai ]]; then
            _zibai "$@"
        else
            compdef _zibai zibai
        fi

        """;

    public static string Write()
    {
        var script = new StringBuilder(Begin);
        foreach (var option in CompletedOption.All)
        {
            foreach (var name in option.Names)
            {
                var others = option.Value == "ADDRESS" ? "*" : $"({string.Join(' ', option.Names)})";

                // The value of a long name may also follow after '='.
                var end = option.Value is not null && name.StartsWith("--", StringComparison.Ordinal) ? "=" : "";
                script.Append("        ").Append(Quoted($"{others}{name}{end}[{Escaped(option.Meaning)}]{Value(option)}")).Append(" \\\n");
            }
        }

        return script.Append(Rest).Replace("\r\n", "\n").ToString();
    }

    private static string Value(CompletedOption option) => option.Kind switch
    {
        ValueKind.None => "",
        ValueKind.Choice => $":{Escaped(option.Value!)}:({string.Join(' ', option.Choices)})",
        ValueKind.File => $":{option.Value}:_files",
        ValueKind.Folder => $":{option.Value}:_files -/",
        ValueKind.Module => $":{Escaped(option.Value!)}:_zibai_modules",
        _ => $":{Escaped(option.Value!)}: ",
    };

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)
        .Replace("]", "\\]", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal);

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
