using System.Text;

namespace ZiBai.Cli.Completion;

/// <summary>The script for bash, from 3.2 on, which macOS still has.</summary>
internal static class BashScript
{
    private const string Begin = """
        # Completes zibai in bash: source <(zibai completion bash)
        _zibai_modules() {
            local file name
            for file in *.dll *.cs; do
                name=${file%.*}:
                if [[ -f $file && $name == "$1"* && " ${COMPREPLY[*]} " != *" $name "* ]]; then
                    COMPREPLY+=("$name")
                fi
            done
            compopt -o nospace 2>/dev/null
        }

        _zibai_words() {
            local word
            while IFS= read -r word; do
                COMPREPLY+=("$word")
            done
        }

        _zibai() {
            local cur=${COMP_WORDS[COMP_CWORD]} prev=
            if ((COMP_CWORD > 0)); then
                prev=${COMP_WORDS[COMP_CWORD - 1]}
            fi
            COMPREPLY=()

            # For bash '=' and ':' are words of their own.
            if [[ $cur == '=' ]]; then
                cur=
            elif [[ $prev == '=' ]] && ((COMP_CWORD > 1)); then
                prev=${COMP_WORDS[COMP_CWORD - 2]}
            fi
            if [[ $cur == ':' || $prev == ':' ]]; then
                return
            fi

            case $prev in

        """;

    private const string Rest = """
            esac

            if [[ $cur == -* ]]; then
                _zibai_words < <(compgen -W '{OPTIONS}' -- "$cur")
            else
                _zibai_modules "$cur"
            fi
        }
        complete -F _zibai zibai

        """;

    public static string Write()
    {
        var script = new StringBuilder(Begin);
        foreach (var group in CompletedOption.All.Where(static option => option.Kind != ValueKind.None).GroupBy(Answer))
        {
            var names = group.SelectMany(static option => option.Names);
            script.Append("        ").AppendJoin('|', names).Append(")\n");
            script.Append("            ").Append(group.Key).Append("\n            return ;;\n");
        }

        script.Append("        completion)\n            _zibai_words < <(compgen -W '").AppendJoin(' ', CompletionCommand.Shells).Append("' -- \"$cur\")\n            return ;;\n");
        return script.Append(Rest).Replace("{OPTIONS}", string.Join(' ', CompletedOption.All.SelectMany(static option => option.Names)))
            .Replace("\r\n", "\n").ToString();
    }

    private static string Answer(CompletedOption option) => option.Kind switch
    {
        ValueKind.Choice => $"_zibai_words < <(compgen -W '{string.Join(' ', option.Choices)}' -- \"$cur\")",
        ValueKind.File => "_zibai_words < <(compgen -f -- \"$cur\")\n            compopt -o filenames 2>/dev/null",
        ValueKind.Folder => "_zibai_words < <(compgen -d -- \"$cur\")\n            compopt -o filenames 2>/dev/null",
        ValueKind.Module => "_zibai_modules \"$cur\"",
        _ => ":",
    };
}
