using System.Text;
using ZiBai.Cli.NewApp;

namespace ZiBai.Cli.Completion;

/// <summary>The script for bash, from 3.2 on, which macOS still has.</summary>
internal static class BashScript
{
    private const string Begin = """
        # Completes zibai in bash: source <(zibai completion bash)

        # A word as it is meant: without quotes, and with the home directory.
        _zibai_meant() {
            local word=${1//\\/}
            word=${word//[\"\']/}
            if [[ $word == '~/'* ]]; then
                word=$HOME/${word:2}
            fi
            printf '%s' "$word"
        }

        # Import strings. $1: what they lead to.
        _zibai_imports() {
            local kind=$1 folder= program word i
            for ((i = 1; i < ${#COMP_WORDS[@]}; i++)); do
                if [[ ${COMP_WORDS[i]} == --call && $kind == app ]]; then
                    kind=factory
                elif [[ ${COMP_WORDS[i]} == --app-dir ]]; then
                    folder=${COMP_WORDS[i + 1]-}
                    if [[ $folder == '=' ]]; then
                        folder=${COMP_WORDS[i + 2]-}
                    fi
                fi
            done

            program=$(type -P -- "$(_zibai_meant "${COMP_WORDS[0]}")") || program=zibai
            while IFS= read -r word; do
                word=${word#"$(_zibai_meant "$kept")"}

                # Within quotes that are open nothing can be escaped in one way for both kinds: what would mean something there is not offered.
                if [[ $cur == [\"\']* && $word == *[\"\'\\\`\$!]* ]]; then
                    continue
                fi
                if [[ $word == *[:/] ]]; then
                    compopt -o nospace 2>/dev/null
                fi
                if [[ $cur != [\"\']* && -n $word ]]; then
                    printf -v word %q "$word"
                fi
                COMPREPLY+=("$word")
            done < <("$program" completion import "$kind" "$(_zibai_meant "$folder")" "$(_zibai_meant "$cur")" 2>/dev/null)
        }

        _zibai_words() {
            local word
            while IFS= read -r word; do
                COMPREPLY+=("$word")
            done
        }

        _zibai() {
            local i=$COMP_CWORD line=${COMP_LINE:0:COMP_POINT}
            local cur=${COMP_WORDS[COMP_CWORD]} prev= kept=
            COMPREPLY=()

            # What comes after the cursor is not completed.
            while [[ -n $cur && $line != *"$cur" ]]; do
                cur=${cur%?}
            done

            # For bash '=' and ':' are words of their own.
            while ((i > 1)) && [[ -n $cur && $line == *"${COMP_WORDS[i - 1]}$cur" ]]; do
                i=$((i - 1))
                cur=${COMP_WORDS[i]}$cur
            done
            prev=${COMP_WORDS[i - 1]}
            if [[ $cur == --*=* ]]; then
                prev=${cur%%=*}
                cur=${cur#*=}
            fi

            # Only what follows them is replaced, unless they are quoted.
            if [[ $cur != [\"\']* ]]; then
                local last=$cur
                [[ $COMP_WORDBREAKS == *:* ]] && last=${last##*:}
                [[ $COMP_WORDBREAKS == *=* ]] && last=${last##*=}
                kept=${cur%"$last"}
            fi

            if ((i > 1)) && [[ ${COMP_WORDS[1]} == {COMPLETION} || ${COMP_WORDS[1]} == {NEW} ]]; then
                if ((i == 2)) && [[ ${COMP_WORDS[1]} == {COMPLETION} ]]; then
                    _zibai_words < <(compgen -W '{SHELLS}' -- "$cur")
                fi
                return
            fi

            case $prev in

        """;

    private const string Rest = """
            esac

            if ((i == 1)); then
                _zibai_words < <(compgen -W '{COMMANDS}' -- "$cur")
            fi
            if [[ $cur == -* ]]; then
                _zibai_words < <(compgen -W '{OPTIONS}' -- "$cur")
            else
                _zibai_imports app
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

        return script.Append(Rest).Replace("{OPTIONS}", string.Join(' ', CompletedOption.All.SelectMany(static option => option.Names)))
            .Replace("{COMPLETION}", CompletionCommand.Name).Replace("{SHELLS}", string.Join(' ', CompletionCommand.Shells)).Replace("{NEW}", NewCommand.Name)
            .Replace("{COMMANDS}", string.Join(' ', CompletedOption.Commands.Select(static command => command.Name)))
            .Replace("\r\n", "\n").ToString();
    }

    private static string Answer(CompletedOption option) => option.Kind switch
    {
        ValueKind.Choice => $"_zibai_words < <(compgen -W '{string.Join(' ', option.Choices)}' -- \"$cur\")",
        ValueKind.File => "_zibai_words < <(compgen -f -- \"$cur\")\n            compopt -o filenames 2>/dev/null",
        ValueKind.Folder => "_zibai_words < <(compgen -d -- \"$cur\")\n            compopt -o filenames 2>/dev/null",
        ValueKind.Import => "_zibai_imports hook",
        _ => ":",
    };
}
